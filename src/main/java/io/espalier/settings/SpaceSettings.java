package io.espalier.settings;

import io.espalier.catalogue.Catalogue;
import io.espalier.error.InputError;
import io.espalier.file.YamlText;
import io.espalier.plan.file.SpaceFile;
import io.espalier.plan.zoo.SpaceKind;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The search space.
 *
 * @param name its name
 * @param definition what the file that defines it says, as YAML without comments; empty for a space
 *     of the catalogue
 */
@RecordBuilder
public record SpaceSettings(String name, String definition) implements SpaceSettingsBuilder.With {

  /** A space of the catalogue. */
  public SpaceSettings(String name) {
    this(name, "");
  }

  /**
   * A space by its name or its file.
   *
   * @param given a name or a file; a file ends with {@code .yaml} or {@code .yml}
   * @param spaces the spaces whose names are taken
   * @throws InputError if the file cannot be read, is no space, or has a name that is taken
   */
  public static SpaceSettings of(String given, Catalogue<SpaceKind> spaces) {
    if (!given.endsWith(".yaml") && !given.endsWith(".yml")) {
      return new SpaceSettings(given);
    }
    if (!Files.isRegularFile(Path.of(given))) {
      throw new InputError(
          "there is no file %s; name the file of a space, or one of the spaces %s"
              .formatted(given, String.join(", ", spaces.names())));
    }
    YamlText.Parsed read = YamlText.read(Path.of(given));
    String name = SpaceFile.of(read, given).name();
    if (spaces.find(name).isPresent()) {
      throw new InputError(
          "%s defines a space called %s, as a built-in one is; give it another name"
              .formatted(given, name));
    }
    return new SpaceSettings(name, YamlText.write(read.root()));
  }

  /**
   * The space with its networks.
   *
   * @throws InputError if it is not known
   */
  public SpaceKind kind(Catalogue<SpaceKind> spaces) {
    return definition.isEmpty()
        ? spaces.named(name)
        : SpaceKind.of(SpaceFile.parse(definition, "the definition of " + name));
  }
}

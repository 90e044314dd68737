package io.espalier.plan.file;

import io.espalier.error.InputError;
import io.espalier.file.YamlText;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Scale;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A search space written in a YAML file: stem, stages of layers, head, and choices wherever a list
 * stands in the place of a value. {@code docs/spaces.md} describes the format.
 */
public final class SpaceFile {

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,59}");

  private final String name;
  private final Scale scale;
  private final SearchSpace space;
  private final List<Architecture> covering;
  private final NetworkParts parts;

  SpaceFile(
      String name,
      Scale scale,
      SearchSpace space,
      List<Architecture> covering,
      NetworkParts parts) {
    this.name = name;
    this.scale = scale;
    this.space = space;
    this.covering = covering;
    this.parts = parts;
  }

  /**
   * Reads the text of a file.
   *
   * @param file its name, for messages
   * @throws InputError if it is no space; the message names the line and the column
   */
  public static SpaceFile parse(String text, String file) {
    return of(YamlText.parse(text, file), file);
  }

  /** As above, of a file that has been read. */
  public static SpaceFile of(YamlText.Parsed read, String file) {
    return new SpaceFileReader(SpaceSection.of(file, read)).run();
  }

  /** The name of the space. */
  public String name() {
    return name;
  }

  /** The usual size of its networks. */
  public Scale scale() {
    return scale;
  }

  /** The space. */
  public SearchSpace space() {
    return space;
  }

  /**
   * The networks in a size.
   *
   * @param affine whether batch norms learn a scale and a shift
   * @throws InputError if they cannot be built in this size
   */
  public Blueprint blueprint(Scale size, boolean affine) {
    return new FileBlueprint(space, size, affine, covering, parts);
  }

  static void checkName(SpaceSection section, String key, String given) {
    if (!NAME.matcher(given).matches()) {
      throw section.error(
          key,
          "'%s' is no name; letters, digits, _ and - are allowed, a letter first".formatted(given));
    }
  }
}

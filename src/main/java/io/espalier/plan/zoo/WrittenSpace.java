package io.espalier.plan.zoo;

import io.espalier.catalogue.Options;
import io.espalier.error.InputError;
import io.espalier.plan.file.SpaceFile;

/** A space that comes with the program as a file. */
public final class WrittenSpace {

  private final String name;
  private SpaceFile read;

  /** The space with a name; its file is {@code name.yaml} beside this class. */
  WrittenSpace(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /** The text of the file of a space. */
  static String text(String name) {
    return Options.resource(WrittenSpace.class, name + ".yaml");
  }

  /**
   * The text of the file of a space under a name of its own, as a template for others.
   *
   * @throws InputError if no file of the program has this name
   */
  public static String template(String name) {
    if (!SpaceKinds.TEMPLATES.contains(name)) {
      throw InputError.unknown("space with a file", name, SpaceKinds.TEMPLATES);
    }
    return text(name).replaceFirst("name: ", "name: my_");
  }

  /** The JSON schema of such files. */
  public static String schema() {
    return Options.resource(SpaceFile.class, "space.schema.json");
  }

  synchronized SpaceFile read() {
    if (read == null) {
      read = SpaceFile.parse(text(name), name + ".yaml");
    }
    return read;
  }
}

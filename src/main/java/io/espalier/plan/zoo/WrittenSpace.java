package io.espalier.plan.zoo;

import io.espalier.catalogue.Options;
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

  /** The text of its file, as a template for others. */
  public static String text(String name) {
    return Options.resource(WrittenSpace.class, name + ".yaml");
  }

  synchronized SpaceFile read() {
    if (read == null) {
      read = SpaceFile.parse(text(name), name + ".yaml");
    }
    return read;
  }
}

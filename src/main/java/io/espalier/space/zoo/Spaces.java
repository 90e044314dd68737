package io.espalier.space.zoo;

import io.espalier.error.InputError;
import io.espalier.space.SearchSpace;
import java.util.List;
import java.util.stream.Stream;

/** The built-in spaces by name. */
public final class Spaces {

  /** The names of the spaces whose networks classify images. */
  public static final List<String> OF_IMAGES =
      List.of(
          NasBench201Space.NAME,
          MacroSpace.NAME,
          NasNetSpace.NAME,
          NasBench101Space.NAME,
          ConvNetSpace.NAME);

  /** The names of the spaces whose networks predict the next token of a text. */
  public static final List<String> OF_TEXTS = List.of(RecurrentSpace.NAME);

  /** All names, for messages and lists. */
  public static final List<String> NAMES =
      Stream.concat(OF_IMAGES.stream(), OF_TEXTS.stream()).toList();

  private Spaces() {}

  /**
   * The space called {@code name}.
   *
   * @throws InputError if there is none; the message lists the known ones
   */
  public static SearchSpace named(String name) {
    return switch (name) {
      case NasBench201Space.NAME -> new NasBench201Space();
      case MacroSpace.NAME -> new MacroSpace();
      case NasNetSpace.NAME -> new NasNetSpace();
      case NasBench101Space.NAME -> new NasBench101Space();
      case ConvNetSpace.NAME -> new ConvNetSpace();
      case RecurrentSpace.NAME -> new RecurrentSpace();
      default -> throw InputError.unknown("space", name, NAMES);
    };
  }
}

package io.espalier.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The settings that an entry of a catalogue has for itself.
 *
 * @param type the record that holds them
 * @param yaml a fragment of YAML: each component of the record in snake case with its default,
 *     under a comment that says what it means. Behind a line {@code ---} follow the allowed
 *     numbers, as {@code key: [least, most]} for each default that is a number
 * @param <S> the record
 */
public record Options<S extends Record>(Class<S> type, String yaml) {

  /** The settings of an entry that has none. */
  public record None() {}

  /** No settings. */
  public static final Options<None> NONE = new Options<>(None.class, "");

  /**
   * Settings whose fragment is a resource beside the record.
   *
   * @param resource the name of the resource
   */
  public static <S extends Record> Options<S> of(Class<S> type, String resource) {
    return new Options<>(type, resource(type, resource));
  }

  /** The text of a resource beside a class. */
  public static String resource(Class<?> home, String name) {
    try (InputStream stream = home.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is missing from the program");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + name + " out of the program", e);
    }
  }

  /** The defaults, which may be none. */
  public String defaults() {
    return part(0);
  }

  /** The allowed numbers, which may be none. */
  public String ranges() {
    return part(1);
  }

  private String part(int number) {
    String[] parts = yaml.split("(?m)^---\\R", 2);
    return number < parts.length ? parts[number] : "";
  }
}

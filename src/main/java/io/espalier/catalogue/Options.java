package io.espalier.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The settings of a catalogue entry.
 *
 * @param type the record that holds them
 * @param yaml a fragment of YAML: each component of the record in snake case with its default,
 *     under a comment that explains it. After a line {@code ---} follow the allowed ranges, as
 *     {@code key: [minimum, maximum]} for each number
 * @param <S> the record
 */
public record Options<S extends Record>(Class<S> type, String yaml) {

  /** The record for entries without settings. */
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

  /** The defaults; may be empty. */
  public String defaults() {
    return part(0);
  }

  /** The allowed ranges; may be empty. */
  public String ranges() {
    return part(1);
  }

  private String part(int number) {
    String[] parts = yaml.split("(?m)^---\\R", 2);
    return number < parts.length ? parts[number] : "";
  }
}

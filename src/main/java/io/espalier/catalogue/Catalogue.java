package io.espalier.catalogue;

import io.espalier.error.InputError;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The entries of one kind, by name.
 *
 * @param kind the kind, for lists and messages: {@code searcher}
 * @param entries the entries, with different names
 * @param <E> the type of an entry
 */
public record Catalogue<E extends Named>(String kind, List<E> entries) {

  public Catalogue {
    entries = List.copyOf(entries);
    if (entries.stream().map(Named::name).distinct().count() < entries.size()) {
      throw new IllegalArgumentException(
          "two entries of the %s catalogue have one name: %s".formatted(kind, names(entries)));
    }
  }

  /** This catalogue with one more entry. */
  public Catalogue<E> with(E entry) {
    return new Catalogue<>(kind, Stream.concat(entries.stream(), Stream.of(entry)).toList());
  }

  /** The names, in the catalogue's order. */
  public List<String> names() {
    return names(entries);
  }

  /** The entry with a name; empty if there is none. */
  public Optional<E> find(String name) {
    return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
  }

  /**
   * The entry with a name.
   *
   * @throws InputError if there is none; the message lists all
   */
  public E named(String name) {
    return find(name).orElseThrow(() -> InputError.unknown(kind, name, names()));
  }

  private static List<String> names(List<? extends Named> entries) {
    return entries.stream().map(Named::name).toList();
  }
}

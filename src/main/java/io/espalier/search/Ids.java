package io.espalier.search;

import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Architectures as a line of the {@linkplain Restorable#notes notes} of a searcher. */
final class Ids {

  private Ids() {}

  static String of(Stream<Architecture> architectures) {
    return architectures.map(Architecture::id).collect(Collectors.joining(" "));
  }

  static Stream<Architecture> parse(String ids, SearchSpace space) {
    return Stream.of(ids.split(" ")).filter(id -> !id.isEmpty()).map(space::parse);
  }
}

package io.espalier.synthetic;

import io.espalier.error.InputError;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * A made-up score for every architecture of a space, known exactly. Immutable and safe for several
 * threads.
 */
public interface SyntheticTruth extends ToDoubleFunction<Architecture> {

  /** The names of all kinds, for messages and lists. */
  List<String> NAMES = List.of(RuggedTruth.NAME, PeaksTruth.NAME);

  /** The highest score, if it is known. */
  OptionalDouble best();

  /**
   * The truth with this name.
   *
   * @param name one of {@link #NAMES}
   * @param space the space to score; {@value PeaksTruth#NAME} takes any whose choices are of one
   *     pick
   * @param instance selects one truth of the kind; equal numbers give equal truths
   * @throws InputError if the name is unknown or the space does not suit
   */
  static SyntheticTruth named(String name, SearchSpace space, long instance) {
    return switch (name) {
      case RuggedTruth.NAME -> new RuggedTruth(space, instance);
      case PeaksTruth.NAME -> new PeaksTruth(space, instance);
      default -> throw InputError.unknown("synthetic truth", name, NAMES);
    };
  }
}

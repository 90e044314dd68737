package io.espalier.plan.file;

import io.espalier.space.Architecture;
import java.util.List;
import java.util.function.Function;

/**
 * A value of a block that is either given or chosen.
 *
 * @param choice the index of the choice; {@link #GIVEN} if there is none
 * @param values its value for each option; a given value alone
 */
record Pickable<T>(int choice, List<T> values) {

  static final int GIVEN = -1;

  Pickable {
    values = List.copyOf(values);
  }

  static <T> Pickable<T> given(T value) {
    return new Pickable<>(GIVEN, List.of(value));
  }

  T in(Architecture architecture) {
    return values.get(choice == GIVEN ? 0 : architecture.pick(choice));
  }

  <R> Pickable<R> map(Function<T, R> function) {
    return new Pickable<>(choice, values.stream().map(function).toList());
  }
}

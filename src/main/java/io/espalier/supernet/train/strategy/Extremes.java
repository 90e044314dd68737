package io.espalier.supernet.train.strategy;

import io.espalier.plan.Blueprint;
import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.CoordinateDescent;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The networks of a space with the most and the fewest MACs, found by descent over the choices.
 *
 * <p>Where choices have an effect only under other ones, as the kernel of an operation that must
 * first be picked, a plain descent would compare this operation with the kernel that it happens to
 * have. So choices that come into effect with an option are decided before the option is judged.
 */
public final class Extremes {

  private final SearchSpace space;
  private final ToDoubleFunction<Architecture> objective;
  private final Function<Architecture, BitSet> silent;

  private Extremes(
      SearchSpace space,
      ToDoubleFunction<Architecture> objective,
      Function<Architecture, BitSet> silent) {
    this.space = space;
    this.objective = objective;
    this.silent = silent;
  }

  /** The network with the most MACs. */
  public static Architecture largest(Blueprint blueprint, ToDoubleFunction<Architecture> macs) {
    return find(blueprint, a -> -macs.applyAsDouble(a));
  }

  /** The network with the fewest MACs among those whose output depends on the images. */
  public static Architecture smallest(Blueprint blueprint, ToDoubleFunction<Architecture> macs) {
    return find(
        blueprint, a -> blueprint.plan(a).readsImages() ? macs.applyAsDouble(a) : Double.MAX_VALUE);
  }

  private static Architecture find(Blueprint blueprint, ToDoubleFunction<Architecture> objective) {
    SearchSpace space = blueprint.space();
    Architecture start = blueprint.covering().get(0);
    Optional<Function<Architecture, BitSet>> silent = space.silentBits();
    if (silent.isEmpty()) {
      return new CoordinateDescent(space, objective).minimise(start, Double.NEGATIVE_INFINITY);
    }
    Extremes extremes = new Extremes(space, objective, silent.get());
    Architecture best = extremes.descend(start);
    for (boolean last : new boolean[] {false, true}) {
      Architecture corner = corner(space, last);
      if (space.isValid(corner)) {
        Architecture found = extremes.descend(corner);
        best = objective.applyAsDouble(found) < objective.applyAsDouble(best) ? found : best;
      }
    }
    return best;
  }

  /** The first options of all choices, or the last ones. */
  private static Architecture corner(SearchSpace space, boolean last) {
    List<List<Integer>> picks = new ArrayList<>();
    for (Choice choice : space.choices()) {
      int from = last ? choice.options().size() - choice.picks() : 0;
      picks.add(IntStream.range(from, from + choice.picks()).boxed().toList());
    }
    return new Architecture(space.name(), picks);
  }

  private Architecture descend(Architecture start) {
    return new CoordinateDescent(space, objective, this::settled)
        .minimise(start, Double.NEGATIVE_INFINITY);
  }

  /** With the best options, one after another, of choices that had no effect before. */
  private Architecture settled(Architecture changed, Architecture before) {
    BitSet silentBefore = silent.apply(before);
    Architecture best = changed;
    double lowest = objective.applyAsDouble(changed);
    int bit = 0;
    for (int choice = 0; choice < space.choices().size(); choice++) {
      boolean comes = silentBefore.get(bit) && !silent.apply(best).get(bit);
      bit += space.choices().get(choice).options().size();
      if (!comes) {
        continue;
      }
      for (List<Integer> pick : space.alternatives(choice, best.picks().get(choice))) {
        Architecture other = best.with(choice, pick);
        double value = space.isValid(other) ? objective.applyAsDouble(other) : Double.MAX_VALUE;
        if (value < lowest) {
          lowest = value;
          best = other;
        }
      }
    }
    return best;
  }
}

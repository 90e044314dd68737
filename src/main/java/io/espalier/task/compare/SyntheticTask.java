package io.espalier.task.compare;

import io.espalier.compare.ComparisonTask;
import io.espalier.compare.Instance;
import io.espalier.error.InputError;
import io.espalier.search.FeasibleSet;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import io.espalier.synthetic.SyntheticTruth;
import io.espalier.synthetic.TruthEstimator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** A task with a synthetic truth. */
public final class SyntheticTask implements ComparisonTask {

  private static final String PER_SEED = "per_seed";

  /** The largest space whose optimum is found by enumeration. */
  private static final int ENUMERABLE = 100_000;

  private final String name;
  private final String kind;
  private final SearchSpace space;
  private final OptionalLong fixed;
  private final Map<Long, Instance> instances = new ConcurrentHashMap<>();

  /**
   * A task.
   *
   * @param kind the kind of truth
   * @param instances {@code per_seed}, or the number of an instance for all seeds
   * @throws InputError if a name is unknown, or the truth does not suit the space
   */
  public SyntheticTask(String name, String kind, SearchSpace space, String instances) {
    this.name = name;
    this.kind = kind;
    this.space = space;
    this.fixed = fixed(instances);
    // An unsuitable truth is better refused now than in the first run.
    SyntheticTruth.named(kind, space, 0);
  }

  private static OptionalLong fixed(String instances) {
    if (instances.equals(PER_SEED)) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(instances));
    } catch (NumberFormatException e) {
      throw new InputError(
          "instances is '%s'; allowed is %s, or the number of the one that all seeds search"
              .formatted(instances, PER_SEED),
          e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Instance instance(long seed) {
    return instances.computeIfAbsent(fixed.orElse(seed), this::make);
  }

  private Instance make(long number) {
    SyntheticTruth truth = SyntheticTruth.named(kind, space, number);
    OptionalDouble optimum = truth.best().isPresent() ? truth.best() : best(truth);
    return new Instance(number, space, List.of(), new TruthEstimator(truth), truth, optimum);
  }

  private OptionalDouble best(SyntheticTruth truth) {
    Optional<List<Architecture>> all = new FeasibleSet(space, List.of()).enumerate(ENUMERABLE);
    return all.isPresent() ? all.get().stream().mapToDouble(truth).max() : OptionalDouble.empty();
  }
}

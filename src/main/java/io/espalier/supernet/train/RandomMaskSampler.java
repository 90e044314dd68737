package io.espalier.supernet.train;

import io.espalier.plan.Blueprint;
import io.espalier.plan.Plan;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A random mask per step, as LaNAS trains its one-shot networks (Wang et al., TPAMI 2021): several
 * options of a choice may be active at once, and their outputs are summed, as in Bender et al.
 * (ICML 2018).
 *
 * <p>At a choice of one option, each option is active with probability 1/2 and at least one is. At
 * a choice of k options, exactly k are active: such a choice is a mask by itself. The trained
 * network is the {@linkplain MergedPlan union} of the networks within the mask; these are drawn
 * until several draws in a row add nothing new, so that each operation reads the sum of all active
 * ones before it.
 */
final class RandomMaskSampler implements PlanSampler {

  private static final int DRAWS_WITHOUT_NEWS = 8;
  private static final int MOST_DRAWS = 100;

  private final Blueprint blueprint;

  RandomMaskSampler(Blueprint blueprint) {
    this.blueprint = blueprint;
    // Refuse an unsuitable space now, not at the first step.
    MergedPlan.of(blueprint.covering().stream().map(blueprint::plan).toList());
  }

  @Override
  public Paths sample(Seed step) {
    RandomGenerator random = step.generator();
    SearchSpace space = blueprint.space();
    for (int t = 0; t < SearchSpace.SAMPLE_TRIES; t++) {
      List<List<Integer>> mask = space.choices().stream().map(c -> active(c, random)).toList();
      Optional<Plan> merged = within(mask, random);
      if (merged.isPresent()) {
        return Paths.single(merged.get());
      }
    }
    throw new IllegalStateException("no mask of " + space.name() + " holds a valid network");
  }

  private static List<Integer> active(Choice choice, RandomGenerator random) {
    int options = choice.options().size();
    List<Integer> all = new ArrayList<>(IntStream.range(0, options).boxed().toList());
    if (choice.picks() > 1) {
      while (all.size() > choice.picks()) {
        all.remove(random.nextInt(all.size()));
      }
      return all;
    }
    List<Integer> active = all.stream().filter(option -> random.nextBoolean()).toList();
    return active.isEmpty() ? List.of(random.nextInt(options)) : active;
  }

  /** The union of valid architectures whose picks are all active; empty if none was found. */
  private Optional<Plan> within(List<List<Integer>> mask, RandomGenerator random) {
    MergedPlan merged = new MergedPlan();
    boolean any = false;
    int withoutNews = 0;
    for (int draw = 0; draw < MOST_DRAWS && withoutNews < DRAWS_WITHOUT_NEWS; draw++) {
      withoutNews++;
      Architecture drawn = draw(mask, random);
      if (blueprint.space().isValid(drawn)) {
        any = true;
        withoutNews = merged.add(blueprint.plan(drawn).live()) ? 0 : withoutNews;
      }
    }
    return any ? Optional.of(merged.merge()) : Optional.empty();
  }

  private Architecture draw(List<List<Integer>> mask, RandomGenerator random) {
    List<Choice> choices = blueprint.space().choices();
    List<List<Integer>> picks = new ArrayList<>();
    for (int c = 0; c < choices.size(); c++) {
      List<Integer> active = mask.get(c);
      picks.add(
          choices.get(c).picks() > 1 ? active : List.of(active.get(random.nextInt(active.size()))));
    }
    return new Architecture(blueprint.space().name(), picks);
  }
}

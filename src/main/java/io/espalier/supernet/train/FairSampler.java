package io.espalier.supernet.train;

import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Plan;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Strict fairness (Chu et al., FairNAS, ICCV 2021, algorithm 1): each step trains as many networks
 * as the largest choice has options, and every option of every choice is in exactly one of them; a
 * choice with fewer options repeats them. Which options meet in a network is random.
 *
 * <p>If a choice takes k options at once, they are dealt k at a time.
 */
final class FairSampler implements PlanSampler {

  private final Blueprint blueprint;
  private final int paths;

  FairSampler(Blueprint blueprint) {
    this.blueprint = blueprint;
    this.paths = blueprint.space().choices().stream().mapToInt(FairSampler::hands).max().orElse(1);
  }

  private static int hands(Choice choice) {
    return (choice.options().size() + choice.picks() - 1) / choice.picks();
  }

  @Override
  public Paths sample(Seed step) {
    RandomGenerator random = step.generator();
    SearchSpace space = blueprint.space();
    for (int t = 0; t < SearchSpace.SAMPLE_TRIES; t++) {
      List<Architecture> dealt = deal(space, random);
      if (dealt.stream().allMatch(space::isValid)) {
        List<Plan> plans = dealt.stream().map(blueprint::plan).toList();
        return new Paths(plans, false);
      }
    }
    throw new InputError(
        ("the strategy fair found no way to deal the options of %s to %d valid architectures; use"
                + " the strategy single_path")
            .formatted(space.name(), paths));
  }

  private List<Architecture> deal(SearchSpace space, RandomGenerator random) {
    List<List<List<Integer>>> hands =
        space.choices().stream().map(choice -> deal(choice, random)).toList();
    List<Architecture> dealt = new ArrayList<>();
    for (int p = 0; p < paths; p++) {
      int path = p;
      List<List<Integer>> picks = hands.stream().map(hand -> hand.get(path)).toList();
      dealt.add(new Architecture(space.name(), picks));
    }
    return dealt;
  }

  /** The picks of each network at one choice. */
  private List<List<Integer>> deal(Choice choice, RandomGenerator random) {
    List<List<Integer>> hands = new ArrayList<>();
    while (hands.size() < paths) {
      List<Integer> options = shuffled(choice.options().size(), random);
      for (int h = 0; h < hands(choice) && hands.size() < paths; h++) {
        List<Integer> hand = new ArrayList<>();
        // The last hand may have to take options that were dealt before.
        for (int k = 0; k < choice.picks(); k++) {
          hand.add(options.get((h * choice.picks() + k) % options.size()));
        }
        hands.add(hand.stream().sorted().toList());
      }
    }
    return hands;
  }

  private static List<Integer> shuffled(int count, RandomGenerator random) {
    List<Integer> all = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    for (int n = count - 1; n > 0; n--) {
      Collections.swap(all, n, random.nextInt(n + 1));
    }
    return all;
  }
}

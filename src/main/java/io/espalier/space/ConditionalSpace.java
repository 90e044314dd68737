package io.espalier.space;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A space whose choices may depend on earlier ones: the kernel of a layer has no effect in networks
 * that are not deep enough to have this layer. Every combination of picks is valid, and the
 * canonical form of those that build the same network has the first options wherever a choice has
 * no effect.
 */
public final class ConditionalSpace implements SearchSpace {

  private final String name;
  private final List<Choice> choices;
  private final List<Optional<Condition>> conditions;
  private final List<SkipRun> runs;
  private final MaskLayout layout;
  private final Notation notation;

  /**
   * The condition under which a choice has an effect.
   *
   * @param choice the index of an earlier choice, which must itself have an effect
   * @param options those of its options under which the later choice has one
   */
  public record Condition(int choice, Set<Integer> options) {

    public Condition {
      options = Set.copyOf(options);
    }
  }

  /**
   * Layers of the same shape that may be skipped: which of them are makes no difference, only how
   * many and in which order the others come.
   *
   * @param layers the choices of each layer, alike in all layers; the first decides on skipping
   * @param skip the option of that choice that skips the layer
   */
  public record SkipRun(List<List<Integer>> layers, int skip) {

    public SkipRun {
      layers = layers.stream().map(List::copyOf).toList();
    }

    private boolean skips(List<List<Integer>> picks, List<Integer> layer) {
      return picks.get(layer.get(0)).get(0) == skip;
    }
  }

  /**
   * A space.
   *
   * @param conditions for each choice the condition under which it has an effect; empty if it
   *     always has one
   * @param runs layers that may be skipped; no choice belongs to two runs
   * @param notation the notation of papers
   */
  public ConditionalSpace(
      String name,
      List<Choice> choices,
      List<Optional<Condition>> conditions,
      List<SkipRun> runs,
      Notation notation) {
    this.name = name;
    this.choices = List.copyOf(choices);
    this.conditions = List.copyOf(conditions);
    this.runs = List.copyOf(runs);
    this.notation = notation;
    this.layout = new MaskLayout(this);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Choice> choices() {
    return choices;
  }

  /** Whether a choice has an effect on the network. */
  private boolean isActive(List<List<Integer>> picks, int choice) {
    int c = choice;
    while (conditions.get(c).isPresent()) {
      Condition condition = conditions.get(c).get();
      if (!condition.options().contains(picks.get(condition.choice()).get(0))) {
        return false;
      }
      c = condition.choice();
    }
    return true;
  }

  /** Choices without effect take their first options, and skipped layers of a run come last. */
  @Override
  public Architecture canonical(Architecture architecture) {
    checkFits(architecture);
    List<List<Integer>> picks = new ArrayList<>(architecture.picks());
    for (int c = 0; c < picks.size(); c++) {
      if (!isActive(picks, c)) {
        picks.set(c, first(choices.get(c)));
      }
    }
    for (SkipRun run : runs) {
      List<List<Integer>> order = new ArrayList<>(run.layers());
      List<List<Integer>> before = List.copyOf(picks);
      order.sort((a, b) -> Boolean.compare(run.skips(before, a), run.skips(before, b)));
      for (int layer = 0; layer < order.size(); layer++) {
        for (int k = 0; k < order.get(layer).size(); k++) {
          picks.set(run.layers().get(layer).get(k), before.get(order.get(layer).get(k)));
        }
      }
    }
    return new Architecture(name, picks);
  }

  private static List<Integer> first(Choice choice) {
    List<Integer> pick = new ArrayList<>();
    for (int option = 0; option < choice.picks(); option++) {
      pick.add(option);
    }
    return pick;
  }

  /** The options of choices without effect. */
  @Override
  public Optional<Function<Architecture, BitSet>> silentBits() {
    if (conditions.stream().allMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    return Optional.of(
        architecture -> {
          BitSet silent = new BitSet(layout.bits());
          for (int c = 0; c < choices.size(); c++) {
            if (!isActive(architecture.picks(), c)) {
              silent.set(layout.firstBit(c), layout.endBit(c));
            }
          }
          return silent;
        });
  }

  /** Each network once, and not the architecture's own. */
  @Override
  public List<Architecture> neighbours(Architecture architecture) {
    Set<Architecture> seen = new HashSet<>(Set.of(canonical(architecture)));
    List<Architecture> found = new ArrayList<>();
    for (int c = 0; c < choices.size(); c++) {
      if (isActive(architecture.picks(), c)) {
        for (List<Integer> pick : alternatives(c, architecture.picks().get(c))) {
          Architecture neighbour = architecture.with(c, pick);
          if (seen.add(canonical(neighbour))) {
            found.add(neighbour);
          }
        }
      }
    }
    return found;
  }

  @Override
  public BigInteger networks() {
    List<List<Integer>> dependents = new ArrayList<>();
    choices.forEach(choice -> dependents.add(new ArrayList<>()));
    Set<Integer> counted = new HashSet<>();
    BigInteger networks = BigInteger.ONE;
    for (int c = 0; c < choices.size(); c++) {
      int choice = c;
      conditions.get(c).ifPresent(condition -> dependents.get(condition.choice()).add(choice));
    }
    for (SkipRun run : runs) {
      run.layers().forEach(layer -> counted.add(layer.get(0)));
      int decides = run.layers().get(0).get(0);
      BigInteger kept = ways(decides, dependents).subtract(BigInteger.ONE);
      BigInteger power = BigInteger.ONE;
      BigInteger sequences = BigInteger.ONE;
      for (int layers = 0; layers < run.layers().size(); layers++) {
        power = power.multiply(kept);
        sequences = sequences.add(power);
      }
      networks = networks.multiply(sequences);
    }
    for (int c = 0; c < choices.size(); c++) {
      if (conditions.get(c).isEmpty() && !counted.contains(c)) {
        networks = networks.multiply(ways(c, dependents));
      }
    }
    return networks;
  }

  /** The number of ways to make a choice and those that depend on it. */
  private BigInteger ways(int choice, List<List<Integer>> dependents) {
    if (dependents.get(choice).isEmpty()) {
      return choices.get(choice).combinations();
    }
    BigInteger ways = BigInteger.ZERO;
    List<Integer> below = dependents.get(choice);
    BigInteger[] waysBelow = new BigInteger[below.size()];
    for (int d = 0; d < waysBelow.length; d++) {
      waysBelow[d] = ways(below.get(d), dependents);
    }
    for (int option = 0; option < choices.get(choice).options().size(); option++) {
      BigInteger with = BigInteger.ONE;
      for (int d = 0; d < waysBelow.length; d++) {
        Condition condition = conditions.get(below.get(d)).orElseThrow();
        with = condition.options().contains(option) ? with.multiply(waysBelow[d]) : with;
      }
      ways = ways.add(with);
    }
    return ways;
  }

  @Override
  public Optional<String> published(Architecture architecture) {
    return notation.write(this, architecture);
  }

  @Override
  public Optional<Architecture> readPublished(String text) {
    return notation.read(this, text);
  }
}

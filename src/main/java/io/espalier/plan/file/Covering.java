package io.espalier.plan.file;

import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.ConditionalSpace.Condition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Architectures that together hold every weight of a space.
 *
 * <p>The weights of a layer depend on its own choices and on those made once for its stage. So each
 * stage goes through the combinations of both, with the largest option wherever options share
 * weights, and all stages and the layers of a stage do so side by side.
 */
final class Covering {

  /** More would make a supernet that no machine holds. */
  static final long MOST = 4_096;

  private final List<ChoiceList.Entry> entries;
  private final Map<String, Map<String, List<Integer>>> stages = new LinkedHashMap<>();
  private final int[] option;

  /** For each choice and option the choices of the same layer that the option brings with it. */
  private final List<List<List<Integer>>> nested = new ArrayList<>();

  /** For each choice the ways to make it and those below it that have weights of their own. */
  private final long[] leaves;

  private Covering(List<ChoiceList.Entry> entries) {
    this.entries = entries;
    this.option = new int[entries.size()];
    for (int c = 0; c < entries.size(); c++) {
      ChoiceList.Entry entry = entries.get(c);
      Map<String, List<Integer>> layers =
          stages.computeIfAbsent(entry.stage(), stage -> new LinkedHashMap<>());
      if (!isNested(entry)) {
        layers.computeIfAbsent(entry.layer(), layer -> new ArrayList<>()).add(c);
      }
      nested.add(
          entry.choice().options().stream()
              .map(o -> (List<Integer>) new ArrayList<Integer>())
              .toList());
    }
    for (int c = 0; c < entries.size(); c++) {
      if (isNested(entries.get(c))) {
        int below = c;
        Condition condition = entries.get(c).condition().orElseThrow();
        condition.options().forEach(o -> nested.get(condition.choice()).get(o).add(below));
      }
    }
    // Conditions are on earlier choices, so what is below a choice comes before it here.
    this.leaves = new long[entries.size()];
    for (int c = leaves.length - 1; c >= 0; c--) {
      leaves[c] = leaves(c);
    }
  }

  /** Whether a choice depends on another one of its layer. */
  private boolean isNested(ChoiceList.Entry entry) {
    return entry
        .condition()
        .map(condition -> entries.get(condition.choice()))
        .filter(of -> of.stage().equals(entry.stage()) && of.layer().equals(entry.layer()))
        .isPresent();
  }

  /**
   * The architectures; empty if there were more than {@link #MOST}.
   *
   * @param space the name of the space
   */
  static List<Architecture> of(List<ChoiceList.Entry> entries, String space) {
    return new Covering(entries).architectures(space);
  }

  private List<Architecture> architectures(String space) {
    long most = stages.values().stream().mapToLong(this::combinations).max().orElse(1);
    List<Architecture> architectures = new ArrayList<>();
    for (long n = 0; n < most && most <= MOST; n++) {
      for (Map<String, List<Integer>> stage : stages.values()) {
        long index = n % combinations(stage);
        List<Integer> shared = stage.getOrDefault("", List.of());
        long ways = product(shared);
        set(shared, index % ways);
        for (List<Integer> layer : stage.values()) {
          if (layer != shared) {
            set(layer, index / ways % product(layer));
          }
        }
      }
      architectures.add(architecture(space));
    }
    return architectures;
  }

  private Architecture architecture(String space) {
    List<List<Integer>> picks = new ArrayList<>();
    for (int c = 0; c < option.length; c++) {
      Choice choice = entries.get(c).choice();
      List<Integer> pick = new ArrayList<>();
      for (int k = 0; k < choice.picks(); k++) {
        pick.add((option[c] + k) % choice.options().size());
      }
      picks.add(pick);
    }
    return new Architecture(space, picks);
  }

  private long combinations(Map<String, List<Integer>> stage) {
    List<Integer> shared = stage.getOrDefault("", List.of());
    long layers =
        stage.values().stream()
            .filter(layer -> layer != shared)
            .mapToLong(this::product)
            .max()
            .orElse(1);
    return capped(product(shared) * layers);
  }

  private long product(List<Integer> choices) {
    long product = 1;
    for (int choice : choices) {
      product = capped(product * leaves[choice]);
    }
    return product;
  }

  private static long capped(long count) {
    return Math.min(count, MOST + 1);
  }

  private long leaves(int choice) {
    ChoiceList.Entry entry = entries.get(choice);
    if (entry.largest().isPresent()) {
      return product(nested.get(choice).get(entry.largest().get()));
    }
    long leaves = 0;
    for (int o = 0; o < entry.choice().options().size(); o++) {
      leaves = capped(leaves + product(nested.get(choice).get(o)));
    }
    return leaves;
  }

  private void set(List<Integer> choices, long index) {
    long rest = index;
    for (int choice : choices) {
      set(choice, rest % leaves[choice]);
      rest /= leaves[choice];
    }
  }

  private void set(int choice, long leaf) {
    ChoiceList.Entry entry = entries.get(choice);
    long rest = leaf;
    int o = entry.largest().orElse(0);
    if (entry.largest().isEmpty()) {
      while (rest >= product(nested.get(choice).get(o))) {
        rest -= product(nested.get(choice).get(o));
        o++;
      }
    }
    option[choice] = o;
    set(nested.get(choice).get(o), rest);
  }
}

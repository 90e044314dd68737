package io.espalier.latency;

import io.espalier.plan.Blueprint;
import io.espalier.plan.Plan;
import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How often each thing occurs that the latency of a network is a sum over.
 *
 * @param byPart the counts by name, by part
 */
record Counts(Map<CountPart, Map<String, Double>> byPart) {

  /** The counts of an architecture's network. */
  static Counts of(Blueprint blueprint, Architecture architecture) {
    Plan whole = blueprint.plan(architecture);
    PlanCounts merged = new PlanCounts(Merged.live(whole));
    Map<CountPart, Map<String, Double>> counts = new EnumMap<>(CountPart.class);
    counts.put(CountPart.WORK, merged.work());
    counts.put(CountPart.LIVE, new PlanCounts(whole.live()).operations());
    counts.put(CountPart.MERGED, merged.operations());
    counts.put(CountPart.BUILT, new PlanCounts(whole).operations());
    counts.put(CountPart.PICKS, picks(blueprint.space().choices(), architecture));
    return new Counts(counts);
  }

  /** As above, for several. */
  static List<Counts> of(Blueprint blueprint, List<Architecture> architectures) {
    List<Counts> all = new ArrayList<>();
    for (Architecture architecture : architectures) {
      all.add(of(blueprint, architecture));
    }
    return all;
  }

  private static Map<String, Double> picks(List<Choice> choices, Architecture architecture) {
    Map<String, Double> picks = new LinkedHashMap<>();
    for (int c = 0; c < choices.size(); c++) {
      for (int option : architecture.picks().get(c)) {
        picks.put(choices.get(c).name() + " = " + choices.get(c).options().get(option), 1.0);
      }
    }
    return picks;
  }

  /** The count of a thing; 0 if it does not occur. */
  double get(CountPart part, String name) {
    return byPart.get(part).getOrDefault(name, 0.0);
  }
}

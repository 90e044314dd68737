package io.espalier.search.surrogate;

import io.espalier.search.Archive;
import io.espalier.search.FeasibleSet;
import io.espalier.search.regression.ExpectedImprovement;
import io.espalier.search.regression.GaussianProcess;
import io.espalier.search.regression.Judged;
import io.espalier.space.Architecture;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Takes the candidate with the highest acquisition value among the {@value #SHORT_LIST} with the
 * highest means.
 *
 * <p>Values are compared as {@code float}: further digits are rounding, in which two ways of
 * computing may differ, and must not decide.
 */
public final class Proposer {

  private static final int SHORT_LIST = 100;

  /** The number of candidates whose judgements are cached. */
  private static final int REMEMBERED = 1_000;

  private final FeasibleSet feasible;
  private final Archive archive;
  private final Surrogate surrogate;
  private final Acquisition acquisition;

  /**
   * The judgements of the candidates of the last short lists, by their bits, with the process that
   * judged them: candidates that are redrawn for every refit often recur.
   */
  private final Map<BitSet, Judged> judged =
      new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<BitSet, Judged> eldest) {
          return size() > REMEMBERED;
        }
      };

  private GaussianProcess judge;

  /**
   * A chosen candidate.
   *
   * @param architecture its architecture
   * @param why its origin and its prediction, for people
   */
  public record Pick(Architecture architecture, String why) {}

  private record Ranked(Candidate candidate, double deviation, double worth) {

    static final Comparator<Ranked> BY_WORTH =
        Comparator.<Ranked>comparingDouble(r -> -(float) r.worth())
            .thenComparingDouble(r -> -(float) r.candidate().mean());
  }

  /** Takes candidates that lie in {@code feasible} and not in {@code archive}. */
  public Proposer(
      FeasibleSet feasible, Archive archive, Surrogate surrogate, Acquisition acquisition) {
    this.feasible = feasible;
    this.archive = archive;
    this.surrogate = surrogate;
    this.acquisition = acquisition;
  }

  /**
   * The best of {@code candidates}; it and the refused ones are dropped from them.
   *
   * @param refusals the number of candidates that validity and limits may refuse before it gives up
   */
  public Optional<Pick> best(Candidates candidates, int refusals, RandomGenerator random) {
    for (int refused = 0; refused < refusals; ) {
      List<Ranked> ranked = ranked(candidates.leading(SHORT_LIST), random);
      for (Ranked best : ranked) {
        candidates.drop(best.candidate());
        Architecture architecture = feasible.layout().architecture(best.candidate().slots());
        if (feasible.contains(architecture) && !archive.contains(architecture)) {
          return Optional.of(new Pick(architecture, why(best)));
        }
        refused++;
      }
      if (ranked.isEmpty()) {
        break;
      }
    }
    return Optional.empty();
  }

  private List<Ranked> ranked(List<Candidate> leading, RandomGenerator random) {
    List<Ranked> ranked = new ArrayList<>(leading.size());
    if (acquisition == Acquisition.UNIFORM) {
      leading.forEach(candidate -> ranked.add(new Ranked(candidate, 0, 0)));
      return ranked;
    }
    double[] deviations = deviations(leading);
    for (int i = 0; i < deviations.length; i++) {
      double mean = leading.get(i).mean();
      double worth =
          switch (acquisition) {
            case UNIFORM -> 0;
            case GREEDY -> mean;
            case THOMPSON -> mean + deviations[i] * random.nextGaussian();
            case EXPECTED_IMPROVEMENT ->
                ExpectedImprovement.of(mean, deviations[i], surrogate.bestTarget());
          };
      ranked.add(new Ranked(leading.get(i), deviations[i], worth));
    }
    ranked.sort(Ranked.BY_WORTH);
    return ranked;
  }

  /** Earlier judgements are only updated. */
  private double[] deviations(List<Candidate> candidates) {
    GaussianProcess process = surrogate.process();
    if (!process.equals(judge)) {
      judged.clear();
      judge = process;
    }
    return process.deviations(
        candidates.stream()
            .map(Candidate::slots)
            .map(slots -> judged.computeIfAbsent(bits(slots), bits -> process.judge(slots)))
            .toList());
  }

  private static BitSet bits(int[] slots) {
    BitSet bits = new BitSet();
    for (int bit : slots) {
      bits.set(bit);
    }
    return bits;
  }

  private String why(Ranked best) {
    if (acquisition == Acquisition.UNIFORM) {
      return best.candidate().origin();
    }
    String expected =
        String.format(
            Locale.ROOT,
            "%.2f +- %.2f expected, %s",
            best.candidate().mean(),
            best.deviation(),
            best.candidate().origin());
    return acquisition == Acquisition.EXPECTED_IMPROVEMENT
        ? String.format(Locale.ROOT, "EI %.3f, %s", best.worth(), expected)
        : expected;
  }
}

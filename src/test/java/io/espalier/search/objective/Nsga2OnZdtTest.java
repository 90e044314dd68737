package io.espalier.search.objective;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.estimate.Estimate;
import io.espalier.estimate.Outcome;
import io.espalier.random.Seed;
import io.espalier.search.Objective;
import io.espalier.search.Proposal;
import io.espalier.search.SmallSpace;
import io.espalier.space.Architecture;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.moeaframework.algorithm.NSGAII;
import org.moeaframework.core.NondominatedSortingPopulation;
import org.moeaframework.core.PRNG;
import org.moeaframework.core.Solution;
import org.moeaframework.core.comparator.ChainedComparator;
import org.moeaframework.core.comparator.CrowdingComparator;
import org.moeaframework.core.comparator.RankComparator;
import org.moeaframework.core.initialization.RandomInitialization;
import org.moeaframework.core.operator.CompoundVariation;
import org.moeaframework.core.operator.UniformCrossover;
import org.moeaframework.core.operator.real.UM;
import org.moeaframework.core.selection.TournamentSelection;
import org.moeaframework.core.variable.RealVariable;
import org.moeaframework.problem.AbstractProblem;

/**
 * Holds NSGA-II against that of the MOEA framework on the problems ZDT1 to ZDT3 (Zitzler, Deb and
 * Thiele, 2000), whose variables have {@value #LEVELS} levels each. Both cross uniformly and redraw
 * a variable uniformly, with the same probabilities, population and budget. Late in a search ours
 * may be ahead, since it proposes no architecture twice.
 */
@Tag("slow")
class Nsga2OnZdtTest {

  private static final int VARIABLES = 30;
  private static final int LEVELS = 50;
  private static final int POPULATION = 50;
  private static final double CROSSOVER = 0.9;
  private static final int EVALUATIONS = 6000;
  private static final int[] CHECKPOINTS = {1000, 2500, EVALUATIONS};

  /**
   * After so many evaluations, twins of known architectures begin to matter, which the MOEA
   * framework's evaluates again and ours does not propose.
   */
  private static final int FEW_TWINS = 2500;

  /** Seeds that nothing was chosen on. */
  private static final int FIRST_SEED = 60_200;

  private static final int SEEDS = 24;

  /** What an interval of a share of the hypervolume may not exceed, or it would show nothing. */
  private static final double WIDEST = 0.1;

  /** The level of all intervals together (Bonferroni). */
  private static final double CONFIDENCE = 0.99;

  /** What the three problems share: f1 is the first variable, and the front has g = 1. */
  enum Zdt {
    ZDT1 {
      @Override
      double shape(double first, double g) {
        return 1 - Math.sqrt(first / g);
      }
    },
    ZDT2 {
      @Override
      double shape(double first, double g) {
        return 1 - Math.pow(first / g, 2);
      }
    },
    ZDT3 {
      @Override
      double shape(double first, double g) {
        return 1 - Math.sqrt(first / g) - first / g * Math.sin(10 * Math.PI * first);
      }
    };

    abstract double shape(double first, double g);

    /** The two objectives, both minimised, of the level of each variable. */
    double[] of(IntUnaryOperator level) {
      double first = level.applyAsInt(0) / (LEVELS - 1.0);
      double sum = IntStream.range(1, VARIABLES).mapToDouble(level::applyAsInt).sum();
      double g = 1 + 9 * sum / (LEVELS - 1.0) / (VARIABLES - 1);
      return new double[] {first, g * shape(first, g)};
    }
  }

  @ParameterizedTest
  @EnumSource
  void agreesWithTheMoeaFramework(Zdt problem) {
    double[][] ours = new double[CHECKPOINTS.length][SEEDS];
    double[][] theirs = new double[CHECKPOINTS.length][SEEDS];
    for (int s = 0; s < SEEDS; s++) {
      List<double[]> seenByOurs = ours(problem, FIRST_SEED + s);
      List<double[]> seenByTheirs = theirs(problem, FIRST_SEED + s);
      for (int c = 0; c < CHECKPOINTS.length; c++) {
        ours[c][s] = share(problem, seenByOurs.subList(0, CHECKPOINTS[c]));
        theirs[c][s] = share(problem, seenByTheirs.subList(0, CHECKPOINTS[c]));
      }
    }
    for (int c = 0; c < CHECKPOINTS.length; c++) {
      String what =
          "%s after %d: ours %.4f, theirs %.4f"
              .formatted(
                  problem, CHECKPOINTS[c], StatUtils.mean(ours[c]), StatUtils.mean(theirs[c]));
      double difference = StatUtils.mean(ours[c]) - StatUtils.mean(theirs[c]);
      double half = halfWidth(ours[c], theirs[c]);
      assertThat(half).as(what).isBetween(1e-6, WIDEST);
      assertThat(difference).as(what).isGreaterThan(-half);
      if (CHECKPOINTS[c] <= FEW_TWINS) {
        assertThat(difference).as(what).isLessThan(half);
      }
    }
  }

  /** Half of the interval of a difference of means (Welch, 1947). */
  private static double halfWidth(double[] one, double[] other) {
    double a = StatUtils.variance(one) / SEEDS;
    double b = StatUtils.variance(other) / SEEDS;
    double freedom = (a + b) * (a + b) * (SEEDS - 1) / (a * a + b * b);
    double tail = (1 - CONFIDENCE) / 2 / (CHECKPOINTS.length * Zdt.values().length);
    return Math.sqrt(a + b) * new TDistribution(freedom).inverseCumulativeProbability(1 - tail);
  }

  /** The hypervolume as a share of that of the whole space's front. */
  private static double share(Zdt problem, List<double[]> points) {
    double[] reference = {1.1, 2};
    List<double[]> front = new ArrayList<>();
    for (int level = 0; level < LEVELS; level++) {
      int first = level;
      front.add(problem.of(v -> v == 0 ? first : 0));
    }
    return Hypervolume.of(points, reference) / Hypervolume.of(front, reference);
  }

  private static List<double[]> ours(Zdt problem, int seed) {
    SmallSpace space = SmallSpace.product(VARIABLES, LEVELS);
    Objective cost = new Objective("first", "", a -> problem.of(a::pick)[0]);
    Nsga2Searcher searcher =
        new Nsga2Searcher(
            space,
            List.of(),
            List.of(cost),
            new Nsga2Settings(POPULATION, CROSSOVER, 0),
            new Seed(seed));
    List<double[]> points = new ArrayList<>();
    while (points.size() < EVALUATIONS) {
      List<Outcome> outcomes = new ArrayList<>();
      for (Proposal proposal : searcher.ask(POPULATION)) {
        Architecture architecture = proposal.architecture();
        double[] point = problem.of(architecture::pick);
        points.add(point);
        outcomes.add(new Estimate(architecture, -point[1], 0, 0, 0));
      }
      searcher.tell(outcomes);
    }
    return points;
  }

  private static List<double[]> theirs(Zdt problem, int seed) {
    PRNG.setSeed(seed);
    List<double[]> points = new ArrayList<>();
    AbstractProblem discrete =
        new AbstractProblem(VARIABLES, 2) {
          @Override
          public void evaluate(Solution solution) {
            double[] point =
                problem.of(v -> (int) ((RealVariable) solution.getVariable(v)).getValue());
            points.add(point);
            solution.setObjectives(point);
          }

          @Override
          public Solution newSolution() {
            Solution solution = new Solution(VARIABLES, 2);
            for (int v = 0; v < VARIABLES; v++) {
              solution.setVariable(v, new RealVariable(0, Math.nextDown((double) LEVELS)));
            }
            return solution;
          }
        };
    NSGAII algorithm =
        new NSGAII(
            discrete,
            POPULATION,
            new NondominatedSortingPopulation(),
            null,
            new TournamentSelection(
                2, new ChainedComparator(new RankComparator(), new CrowdingComparator())),
            new CompoundVariation(new UniformCrossover(CROSSOVER), new UM(1.0 / VARIABLES)),
            new RandomInitialization(discrete));
    while (points.size() < EVALUATIONS) {
      algorithm.step();
    }
    return points;
  }
}

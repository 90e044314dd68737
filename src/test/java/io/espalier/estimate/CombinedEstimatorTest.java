package io.espalier.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.error.InputError;
import io.espalier.space.Architecture;
import io.espalier.stat.NormalScale;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CombinedEstimatorTest implements EstimatorContract {

  private static final List<Architecture> ALL =
      IntStream.range(0, 9).mapToObj(i -> Architecture.of("tiny", i / 3, i % 3)).toList();

  /** Scores in thousands, and scores near 0 of which one cannot be had. */
  private static final Map<String, Estimator> MEMBERS =
      Map.of(
          "large", scoring(a -> 1000.0 * (3 * a.pick(0) + a.pick(1))),
          "small", scoring(a -> a.pick(0) == 2 && a.pick(1) == 2 ? Double.NaN : -0.01 * a.pick(1)));

  private static Estimator scoring(ToDoubleFunction<Architecture> score) {
    return batch ->
        batch.stream()
            .map(
                a -> {
                  double value = score.applyAsDouble(a);
                  return Double.isNaN(value)
                      ? new Failure(a, "it is the ninth")
                      : (Outcome) new Estimate(a, value, 500, a.pick(0), 2);
                })
            .toList();
  }

  private static Combination combination(double large, double small) {
    return Combination.of(
        Map.of("large", large, "small", small),
        Map.of(
            "large", MEMBERS.get("large").estimate(ALL),
            "small", MEMBERS.get("small").estimate(ALL)));
  }

  @Override
  public Estimator estimator() {
    return new CombinedEstimator(MEMBERS, combination(1, 3));
  }

  @Override
  public List<Architecture> architectures() {
    return ALL;
  }

  @Test
  void theScoreIsTheWeightedMeanOfNormalScores() {
    NormalScale large = new NormalScale(IntStream.range(0, 9).mapToDouble(i -> 1e3 * i).toArray());
    NormalScale small =
        new NormalScale(IntStream.range(0, 8).mapToDouble(i -> -0.01 * (i % 3)).toArray());
    Estimate estimate = (Estimate) estimator().estimate(List.of(ALL.get(4))).get(0);
    assertThat(estimate.score())
        .isCloseTo((large.of(4000) + 3 * small.of(-0.01)) / 4, within(1e-12));
    assertThat(estimate.seconds()).isEqualTo(4);
    assertThat(estimate.images()).isEqualTo(1);
  }

  @Test
  void standardErrorsAreBroughtToTheCombinedScale() {
    Estimate estimate =
        (Estimate)
            new CombinedEstimator(MEMBERS, combination(1, 0)).estimate(List.of(ALL.get(4))).get(0);
    NormalScale large = new NormalScale(IntStream.range(0, 9).mapToDouble(i -> 1e3 * i).toArray());
    assertThat(estimate.standardError())
        .isCloseTo((large.of(4500) - large.of(3500)) / 2, within(1e-12));
  }

  @Test
  void whatOneMemberCannotScoreIsAFailureThatNamesIt() {
    List<Outcome> outcomes = estimator().estimate(ALL);
    assertThat(outcomes.get(8))
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.reason()).isEqualTo("small: it is the ninth"));
    assertThat(outcomes.subList(0, 8)).allMatch(Estimate.class::isInstance);
  }

  @Test
  void membersWithoutWeightAreNotAsked() {
    Estimator untouchable =
        batch -> {
          throw new AssertionError("asked for " + batch);
        };
    Combination only = combination(2, 0);
    List<Outcome> outcomes =
        new CombinedEstimator(Map.of("large", MEMBERS.get("large"), "small", untouchable), only)
            .estimate(ALL);
    assertThat(outcomes).allMatch(Estimate.class::isInstance);
  }

  @Test
  void aMemberThatScoresNothingCannotTakePart() {
    Map<String, List<Outcome>> reference =
        Map.of("small", MEMBERS.get("small").estimate(List.of(ALL.get(8))));
    assertThatThrownBy(() -> Combination.of(Map.of("small", 1.0), reference))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("small has no score");
    assertThatThrownBy(() -> Combination.of(Map.of("small", 0.0), reference))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

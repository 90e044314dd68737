package io.espalier.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.space.Architecture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every estimator keeps. Seconds are left aside, for they are measured. */
public interface EstimatorContract {

  /** A fresh estimator, always of the same settings. */
  Estimator estimator();

  /** Some architectures of its space, at least three, all different. */
  List<Architecture> architectures();

  @Test
  default void answersInTheOrderAsked() {
    List<Architecture> batch = new ArrayList<>(architectures());
    Collections.reverse(batch);
    assertThat(estimator().estimate(batch).stream().map(Outcome::architecture).toList())
        .isEqualTo(batch);
    assertThat(estimator().estimate(List.of())).isEmpty();
  }

  @Test
  default void oneAfterTheOtherGivesWhatABatchGives() {
    Estimator single = estimator();
    List<Architecture> batch = architectures();
    List<Object> singly = new ArrayList<>();
    // The last first: estimates do not depend on what was asked before.
    for (int i = batch.size() - 1; i >= 0; i--) {
      singly.add(0, withoutSeconds(single.estimate(List.of(batch.get(i))).get(0)));
    }
    assertThat(estimator().estimate(batch).stream().map(EstimatorContract::withoutSeconds).toList())
        .isEqualTo(singly);
  }

  @Test
  default void anArchitectureAskedForTwiceHasOneEstimate() {
    Estimator estimator = estimator();
    Architecture first = architectures().get(0);
    List<Outcome> outcomes = estimator.estimate(List.of(first, architectures().get(1), first));
    assertThat(withoutSeconds(outcomes.get(2))).isEqualTo(withoutSeconds(outcomes.get(0)));
    assertThat(withoutSeconds(estimator.estimate(List.of(first)).get(0)))
        .isEqualTo(withoutSeconds(outcomes.get(0)));
  }

  private static Object withoutSeconds(Outcome outcome) {
    return outcome instanceof Estimate e
        ? new Estimate(e.architecture(), e.score(), e.standardError(), e.images(), 0)
        : outcome;
  }
}

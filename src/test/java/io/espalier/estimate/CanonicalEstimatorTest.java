package io.espalier.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CanonicalEstimatorTest {

  private final RandomGenerator random = new Seed(1).generator();
  private final SearchSpace space = SpaceKinds.ALL.named("nasbench201").space();
  private final List<Architecture> asked = new ArrayList<>();

  private final Estimator inner =
      batch -> {
        asked.addAll(batch);
        return batch.stream().map(a -> outcome(a)).toList();
      };

  /** An encoding that is not the canonical one, and the canonical one. */
  private final Architecture same =
      Stream.generate(() -> space.sample(random))
          .filter(a -> !space.canonical(a).equals(a) && space.canonical(a).pick(3) != 4)
          .findFirst()
          .orElseThrow();

  private final Architecture cut = space.canonical(same);

  private static Outcome outcome(Architecture a) {
    return a.pick(3) == 4
        ? new Failure(a, "broken")
        : new Estimate(a, a.pick(0) + 10 * a.pick(5), 0.5, 100, 1);
  }

  @Test
  void encodingsOfOneNetworkHaveTheOutcomeOfItsCanonicalForm() {
    assertThat(space.canonical(same)).isEqualTo(space.canonical(cut));
    CanonicalEstimator estimator = new CanonicalEstimator(inner, space);
    List<Outcome> outcomes = estimator.estimate(List.of(cut, same, cut));
    assertThat(outcomes).extracting(Outcome::architecture).containsExactly(cut, same, cut);
    Estimate canonical = (Estimate) outcome(space.canonical(cut));
    assertThat(outcomes).extracting(o -> ((Estimate) o).score()).containsOnly(canonical.score());
    estimator.estimate(List.of(same));
    assertThat(asked).containsExactly(space.canonical(cut));
  }

  @Test
  void failuresAreKeptAsWell() {
    CanonicalEstimator estimator = new CanonicalEstimator(inner, space);
    Architecture broken = Architecture.of("nasbench201", 3, 3, 3, 4, 3, 3);
    assertThat(estimator.estimate(List.of(broken, broken)))
        .containsOnly(new Failure(broken, "broken"));
    assertThat(asked).hasSize(1);
  }

  @Test
  void whatIsRememberedIsNotAskedAgain() {
    CanonicalEstimator estimator = new CanonicalEstimator(inner, space);
    estimator.remember(List.of(new Estimate(same, 7, 0.1, 50, 2)));
    assertThat(estimator.estimate(List.of(cut))).containsExactly(new Estimate(cut, 7, 0.1, 50, 2));
    assertThat(asked).isEmpty();
  }
}

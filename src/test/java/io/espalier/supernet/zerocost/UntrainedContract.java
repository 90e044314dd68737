package io.espalier.supernet.zerocost;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.pytorch.jni.JniUtils;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Estimator;
import io.espalier.estimate.EstimatorContract;
import io.espalier.estimate.Failure;
import io.espalier.estimate.Outcome;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.supernet.MobileBlueprint;
import io.espalier.supernet.TinyBlueprint;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every score of untrained networks keeps, in every space. */
interface UntrainedContract extends EstimatorContract {

  /** An estimator on networks of this blueprint. */
  UntrainedEstimator of(Blueprint blueprint);

  @Override
  default Estimator estimator() {
    return of(TinyBlueprint.of(4, 3));
  }

  @Override
  default List<Architecture> architectures() {
    return IntStream.range(0, 9).mapToObj(i -> Architecture.of("tiny", i / 3, i % 3)).toList();
  }

  @Test
  default void scoresTellArchitecturesApart() {
    List<Outcome> outcomes = estimator().estimate(architectures());
    assertThat(outcomes).allMatch(Estimate.class::isInstance);
    assertThat(outcomes.stream().map(o -> ((Estimate) o).score()).distinct().count())
        .isGreaterThan(6);
  }

  @Test
  default void worksInEverySpace() {
    for (String name : SpaceKinds.imageSpaces()) {
      RandomGenerator random = new Seed(11).generator();
      Blueprint blueprint =
          SpaceKinds.ALL.named(name).blueprint(new Scale(4, 1, new Shape(1, 8, 8), 3));
      List<Architecture> drawn =
          IntStream.range(0, 12).mapToObj(i -> blueprint.space().sample(random)).toList();
      try (UntrainedEstimator estimator = of(blueprint)) {
        assertThat(estimator.estimate(drawn)).as(name).allMatch(Estimate.class::isInstance);
      }
    }
  }

  @Test
  default void tellsMobileNetworksApart() {
    Blueprint blueprint = new MobileBlueprint(new Scale(8, 1, new Shape(1, 8, 8), 3), true);
    Architecture wide = Architecture.of("mobile", 1, 2, 2, 1, 1, 1);
    try (UntrainedEstimator estimator = of(blueprint)) {
      assertThat(estimator.estimate(List.of(MobileBlueprint.smallest(), wide)))
          .allMatch(Estimate.class::isInstance)
          .extracting(outcome -> ((Estimate) outcome).score())
          .doesNotHaveDuplicates();
    }
  }

  @Test
  default void whatCannotBeBuiltIsAFailureAndLosesNoOther() {
    List<Outcome> outcomes =
        estimator().estimate(List.of(Architecture.of("tiny", 7, 7), Architecture.of("tiny", 1, 1)));
    assertThat(outcomes.get(0)).isInstanceOf(Failure.class);
    assertThat(outcomes.get(1)).isInstanceOf(Estimate.class);
  }

  @Test
  default void leavesTheThreadAsItWas() {
    boolean before = JniUtils.isGradMode();
    estimator().estimate(architectures());
    assertThat(JniUtils.isGradMode()).isEqualTo(before);
  }
}

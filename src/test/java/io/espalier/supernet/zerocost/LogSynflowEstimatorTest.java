package io.espalier.supernet.zerocost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import io.espalier.estimate.Estimate;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.PlanBuilder;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import io.espalier.supernet.MobileBlueprint;
import io.espalier.supernet.TinyBlueprint;
import io.espalier.supernet.Weights;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LogSynflowEstimatorTest implements UntrainedContract {

  @Override
  public UntrainedEstimator of(Blueprint blueprint) {
    return new LogSynflowEstimator(blueprint, Device.cpu(), new Seed(4));
  }

  /** One pixel: a convolution of 1 channel to 2 with batch norm and ReLU, and a head of 2. */
  private record OnePixel() implements Blueprint {

    @Override
    public SearchSpace space() {
      return TinyBlueprint.of(4, 2).space();
    }

    @Override
    public Scale scale() {
      return new Scale(2, 1, new Shape(1, 1, 1), 2);
    }

    @Override
    public Plan plan(Architecture architecture) {
      PlanBuilder plan = new PlanBuilder(scale().input());
      int at = plan.add("conv", Op.Conv.same(1, 2, 1, 1), 0);
      at = plan.add("bn", new Op.BatchNorm(2, true), at);
      at = plan.add("relu", Op.Activation.RELU, at);
      at = plan.add("pool", new Op.GlobalAveragePool(), at);
      plan.add("head", new Op.Linear(2, 2), at);
      return plan.build();
    }

    @Override
    public List<Architecture> covering() {
      return List.of(Architecture.of("tiny", 0, 0));
    }
  }

  @Test
  void theScoreOfTwoLayersIsTheirFormula() {
    Blueprint blueprint = new OnePixel();
    Architecture only = blueprint.covering().get(0);
    double expected = 0;
    try (Weights weights = Weights.initialise(blueprint, Device.cpu(), new Seed(4))) {
      float[] conv = weights.get("conv", "weight").toFloatArray();
      float[] head = weights.get("head", "weight").toFloatArray();
      // With v the convolution's weights, R = sum over classes k and channels c of |u_kc| |v_c|.
      for (int c = 0; c < 2; c++) {
        double reached = (double) Math.abs(head[c]) + Math.abs(head[2 + c]);
        double flow = Math.abs(conv[c]);
        expected += flow * Math.log1p(reached) + reached * Math.log1p(flow);
      }
    }
    try (UntrainedEstimator estimator = of(blueprint)) {
      Estimate estimate = (Estimate) estimator.estimate(List.of(only)).get(0);
      assertThat(estimate.score()).isCloseTo(expected, within(1e-9));
      assertThat(estimate.images()).isZero();
    }
  }

  @Test
  void largerMobileNetworksScoreHigher() {
    Blueprint blueprint = new MobileBlueprint(new Scale(8, 1, new Shape(1, 8, 8), 3), true);
    try (UntrainedEstimator estimator = of(blueprint)) {
      double[] scores =
          estimator
              .estimate(List.of(MobileBlueprint.smallest(), blueprint.covering().get(0)))
              .stream()
              .mapToDouble(outcome -> ((Estimate) outcome).score())
              .toArray();
      assertThat(scores[1]).isGreaterThan(scores[0]);
    }
  }

  @Test
  void activationsThatCutLargeValuesOffDoNotSilenceIt() {
    Blueprint blueprint =
        SpaceKinds.ALL.named("macro").blueprint(new Scale(8, 1, new Shape(1, 28, 28), 10));
    List<Architecture> ordered =
        Stream.of("0-0-0-0-0-0-0-0", "1-1-1-1-1-1-1-1", "2-2-2-2-2-2-2-2")
            .map(blueprint.space()::parse)
            .toList();
    try (UntrainedEstimator estimator = of(blueprint)) {
      assertThat(estimator.estimate(ordered))
          .map(outcome -> ((Estimate) outcome).score())
          .isSorted()
          .doesNotHaveDuplicates();
    }
  }
}

package io.espalier.supernet.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.PlanBuilder;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.RecurrentBlueprint;
import io.espalier.random.Seed;
import io.espalier.supernet.Mode;
import io.espalier.supernet.Weights;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The reference's gradients are the slopes of its own outputs, and its outputs the natives'. */
class ReferenceTest {

  private static final float STEP = 1f / 128;

  /**
   * Every operation of pictures, in every variant. One reads the stem before its batch norms, which
   * would make the gradient of its bias 0 and leave nothing but rounding to compare.
   */
  private static Plan pictures() {
    PlanBuilder plan = new PlanBuilder(new Shape(3, 9, 7));
    int stem = plan.add("stem", new Op.Conv(3, 8, 3, 1, 1, 1, 1, true), 0);
    int norm = plan.add("norm", new Op.BatchNorm(8, true), stem);
    int plain = plan.add("plain", new Op.BatchNorm(8, false), stem);
    int relu = plan.add("relu", Op.Activation.RELU, norm);
    int relu6 = plan.add("relu6", Op.Activation.RELU6, plain);
    int depth = plan.add("depthwise", Op.Conv.depthwise(8, 5, 2), relu);
    int grouped = plan.add("grouped", new Op.Conv(8, 8, 3, 2, 2, 2, 4, false), relu6);
    int max = plan.add("max", new Op.Pool(Op.Pool.Kind.MAX, 3, 2, 1), relu);
    int average = plan.add("average", new Op.Pool(Op.Pool.Kind.AVERAGE, 3, 2, 1), stem);
    int shift = plan.add("shift", new Op.Shift(), plain);
    int odd = plan.add("odd", new Op.Conv(8, 8, 1, 2, 0, 1, 1, false), shift);
    int zero = plan.add("zero", new Op.Zero(2), stem);
    int sum = plan.add("sum", new Op.Add(), depth, grouped, max, average, zero);
    int mean = plan.add("mean", new Op.Mean(), odd, sum);
    int both = plan.add("both", new Op.Concat(), sum, mean);
    int middle = plan.add("middle", new Op.Channels(3, 11), both);
    int pooled = plan.add("pooled", new Op.GlobalAveragePool(), middle);
    plan.add("head", new Op.Linear(8, 5), pooled);
    return plan.build();
  }

  private static CheckCase pictures(Mode mode) {
    return new CheckCase("everything", pictures(), 4, 1, mode, true);
  }

  private static CheckCase text() {
    RecurrentBlueprint blueprint = new RecurrentBlueprint(new Scale(5, 1, Shape.features(1), 7));
    Plan plan = blueprint.plan(blueprint.space().sample(new Seed(4).generator()));
    return new CheckCase("a text", plan, 3, 6, Mode.TRAINING, true);
  }

  @Test
  void gradientsOfPicturesAreSlopes() {
    gradientsAreSlopes(pictures(Mode.TRAINING));
    gradientsAreSlopes(pictures(Mode.EVALUATION));
    gradientsAreSlopes(MobileCases.network());
  }

  @Test
  void gradientsThroughTimeAreSlopes() {
    gradientsAreSlopes(text());
  }

  /** Two values of every tensor are moved to and fro, with the sides of all kinks held fast. */
  private static void gradientsAreSlopes(CheckCase of) {
    try (Weights weights = of.weights(Device.cpu())) {
      Map<String, double[]> decisive = NativeRun.of(of, weights).decisive();
      Result result = PlainReference.run(of, weights, decisive);
      RandomGenerator random = new Seed(9).generator();
      for (Map.Entry<String, NDArray> tensor : weights.learned().entrySet()) {
        tensor.getValue().setRequiresGradient(false);
        double[] gradient = result.tensors().get(tensor.getKey());
        for (int sample = 0; sample < 2; sample++) {
          int at = random.nextInt(gradient.length);
          double slope =
              (loss(of, weights, decisive, tensor.getValue(), at, STEP)
                      - loss(of, weights, decisive, tensor.getValue(), at, -STEP))
                  / (2 * STEP);
          assertThat(gradient[at])
              .as("%s of %s", tensor.getKey(), of.name())
              .isCloseTo(slope, within(2e-5 + 2e-3 * Math.abs(slope)));
        }
      }
    }
  }

  /** The mean cross-entropy with one value of a tensor moved. */
  private static double loss(
      CheckCase of,
      Weights weights,
      Map<String, double[]> decisive,
      NDArray tensor,
      int at,
      float step) {
    float[] before = tensor.toFloatArray();
    float[] moved = before.clone();
    moved[at] += step;
    tensor.set(moved);
    double[] output = PlainReference.run(of, weights, decisive).output();
    tensor.set(before);
    double[] gradient = of.outputGradient(output);
    int classes = (int) of.plan().output().values();
    int rows = output.length / classes;
    double loss = 0;
    for (int row = 0; row < rows; row++) {
      // Only the class that is right has a gradient below 0: its share of probability less one.
      for (int c = row * classes; c < (row + 1) * classes; c++) {
        loss -= gradient[c] < 0 ? Math.log(1 + gradient[c] * rows) / rows : 0;
      }
    }
    return loss;
  }

  @Test
  void nativesAgree() {
    for (CheckCase of :
        new CheckCase[] {pictures(Mode.TRAINING), pictures(Mode.EVALUATION), text()}) {
      assertThat(Check.run(of, List.of(1), threads -> {}).get(0).relative())
          .as(of.name())
          .isLessThan(2e-5);
    }
  }

  /** Its 20 operations and six batch norms accumulate more rounding than the networks above. */
  @Test
  void nativesAgreeOnAMobileNetwork() {
    CheckCase of = MobileCases.network();
    assertThat(Check.run(of, List.of(1), threads -> {}).get(0).relative()).isLessThan(2e-4);
  }

  /** Usual channels and few, square pictures and others, down to single pixels. */
  @Test
  void nativesAgreeOnEachOperationOfMobileNetworks() {
    for (Shape picture :
        List.of(
            new Shape(3, 32, 24),
            new Shape(8, 14, 14),
            new Shape(24, 7, 7),
            new Shape(40, 7, 10),
            new Shape(17, 5, 3),
            new Shape(16, 1, 1),
            new Shape(2, 1, 4))) {
      for (CheckCase of : MobileCases.of(picture)) {
        assertThat(Check.run(of, List.of(1), threads -> {}).get(0).relative())
            .as(of.name())
            .isLessThan(2e-5);
      }
    }
  }

  @Test
  void aWrongValueOrNoNumberIsADifference() {
    CheckCase of = pictures(Mode.TRAINING);
    try (Weights weights = of.weights(Device.cpu())) {
      Result right = PlainReference.run(of, weights, Map.of());
      for (double wrong : new double[] {right.input()[5] + 1, Double.NaN}) {
        Result other = PlainReference.run(of, weights, Map.of());
        assertThat(Difference.largest(other, right).relative()).isZero();
        other.input()[5] = wrong;
        Difference found = Difference.largest(other, right);
        assertThat(found.what()).isEqualTo("gradient of the input");
        assertThat(found.relative() <= of.tolerance()).isFalse();
      }
    }
  }
}

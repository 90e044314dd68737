package io.espalier.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.PlanBuilder;
import io.espalier.random.Seed;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {

  private static final float RATE = 0.2f;

  /** On pictures, or on what is behind global pooling. */
  private static Plan plan(boolean features) {
    PlanBuilder plan = new PlanBuilder(new io.espalier.plan.Shape(50, features ? 1 : 5, 4));
    int at = features ? plan.add("pool", new Op.GlobalAveragePool(), 0) : 0;
    plan.add("dropout", new Op.Dropout(RATE), at);
    return plan.build();
  }

  private static float[] run(boolean features, Mode mode) {
    Plan plan = plan(features);
    PyTorch.recordGradients(false);
    try (Weights weights = Weights.initialise(plan, Device.cpu(), new Seed(1));
        NDManager scratch = weights.manager().newSubManager()) {
      NDArray images =
          scratch.full(new Shape(10, plan.input().height(), 4, 50), 3f).transpose(0, 3, 1, 2);
      NDArray out = new PlanRunner(plan).run(weights, images, mode);
      assertThat(images.toFloatArray()).containsOnly(3f);
      return out.toFloatArray();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void dropsTheShareItSaysAndKeepsTheMean(boolean features) {
    float[] out = run(features, Mode.training(new Seed(4)));
    int dropped = 0;
    for (float value : out) {
      assertThat(value == 0 || Math.abs(value - 3 / (1 - RATE)) < 1e-5).isTrue();
      dropped += value == 0 ? 1 : 0;
    }
    // Five standard errors.
    double error = Math.sqrt(RATE * (1 - RATE) / out.length);
    assertThat((double) dropped / out.length).isCloseTo(RATE, within(5 * error));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void isAFunctionOfTheStepsSeed(boolean features) {
    float[] out = run(features, Mode.training(new Seed(4)));
    assertThat(run(features, Mode.training(new Seed(4)))).isEqualTo(out);
    assertThat(run(features, Mode.training(new Seed(5)))).isNotEqualTo(out);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void passesAllOnOutsideOfSteps(boolean features) {
    for (Mode mode : new Mode[] {Mode.EVALUATION, Mode.BATCH_STATISTICS, Mode.accumulating(1)}) {
      assertThat(run(features, mode)).containsOnly(3f);
    }
  }

  /** The gradient of a sum is the factor itself. */
  @Test
  void gradientsPassWhereValuesDo() {
    PlanBuilder builder = new PlanBuilder(new io.espalier.plan.Shape(6, 1, 1));
    int at = builder.add("pool", new Op.GlobalAveragePool(), 0);
    at = builder.add("first", new Op.Linear(6, 40), at);
    at = builder.add("relu", Op.Activation.RELU, at);
    builder.add("dropout", new Op.Dropout(RATE), at);
    Plan plan = builder.build();
    try (Weights weights = Weights.initialise(plan, Device.cpu(), new Seed(1));
        NDManager scratch = weights.manager().newSubManager()) {
      PyTorch.recordGradients(true);
      Map<String, NDArray> learned = weights.learned();
      weights.get("first", "bias").set(new float[40]);
      weights.get("first", "bias").addi(9);
      learned.values().forEach(array -> array.setRequiresGradient(true));
      NDArray images = scratch.ones(new Shape(1, 1, 1, 6)).transpose(0, 3, 1, 2);
      NDArray out = new PlanRunner(plan).run(weights, images, Mode.training(new Seed(4)));
      JniUtils.backward((PtNDArray) out.sum(), (PtNDArray) scratch.create(1f), false, false);
      PyTorch.recordGradients(false);
      float[] gradient = weights.get("first", "bias").getGradient().toFloatArray();
      float[] values = out.toFloatArray();
      for (int i = 0; i < values.length; i++) {
        assertThat(gradient[i]).isEqualTo(values[i] == 0 ? 0 : 1 / (1 - RATE));
      }
      assertThat(gradient).contains(0f, 1 / (1 - RATE));
    }
  }
}

package io.espalier.supernet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.PlanBuilder;
import io.espalier.plan.Shape;
import io.espalier.random.Seed;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Weights;
import java.util.List;
import org.junit.jupiter.api.Test;

class RmsPropTest {

  private static final Recipe RECIPE =
      new Recipe(1, 1, 0.1, 0.9, 0.01, 2, 0, 0)
          .with(new RmsProp(0.8, 0.001), new Annealing.Cosine());

  /** Three steps on the bias of a layer whose gradient is given by hand. */
  @Test
  void movesByTheFormula() {
    PlanBuilder builder = new PlanBuilder(new Shape(2, 1, 1));
    int pooled = builder.add("pool", new Op.GlobalAveragePool(), 0);
    builder.add("linear", new Op.Linear(2, 1), pooled);
    Plan plan = builder.build();
    double[] gradients = {0.5, -1.5, 4};
    try (Weights weights = Weights.initialise(plan, Device.cpu(), new Seed(1));
        ActiveSgd optimizer = new ActiveSgd(weights, RECIPE)) {
      optimizer.prepare(plan);
      NDArray bias = weights.get("linear", "bias");
      double weight = bias.toFloatArray()[0];
      double square = 1;
      double velocity = 0;
      for (double gradient : gradients) {
        PyTorch.recordGradients(true);
        try (NDManager scratch = weights.manager().newSubManager()) {
          PtNDArray factor = (PtNDArray) scratch.create((float) gradient);
          PtNDArray cost = JniUtils.sum(JniUtils.mul((PtNDArray) bias, factor));
          JniUtils.backward(cost, (PtNDArray) scratch.create(1f), false, false);
        }
        double norm = optimizer.step(List.of(plan), 0.1, List.of()).gradientNorm();
        PyTorch.recordGradients(false);
        assertThat(norm).isCloseTo(Math.abs(gradient), within(1e-5));
        double clipped = gradient * Math.min(1, 2 / Math.abs(gradient));
        double slope = clipped + 0.01 * weight;
        square = 0.8 * square + 0.2 * slope * slope;
        velocity = 0.9 * velocity + 0.1 * slope / Math.sqrt(square + 0.001);
        weight -= velocity;
        assertThat((double) bias.toFloatArray()[0]).isCloseTo(weight, within(1e-5));
      }
      assertThat(optimizer.entries()).extracting("name").contains("square/linear.bias");
    }
  }
}

package io.espalier.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.data.Batch;
import io.espalier.plan.Node;
import io.espalier.plan.Plan;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.Tensor;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Smaller kernels are the centres of stored ones, fewer channels their first ones. */
class ElasticTest {

  private final MobileBlueprint blueprint =
      new MobileBlueprint(new Scale(8, 1, new Shape(1, 8, 8), 3), true);
  private final Batch batch = TinyImages.reader(20, 3, 20, new Seed(5)).sequential(0);

  @BeforeEach
  void evaluateOnly() {
    PyTorch.recordGradients(false);
    PyTorch.useThreads(1);
  }

  /** The index in a stored tensor of a value of the part that begins at the given places. */
  private static int stored(int at, List<Integer> part, long[] whole) {
    int rest = at;
    int index = 0;
    int step = 1;
    for (int d = part.size() - 1; d >= 0; d--) {
      int margin = part.size() == 4 && d >= 2 ? (int) (whole[d] - part.get(d)) / 2 : 0;
      index += (rest % part.get(d) + margin) * step;
      rest /= part.get(d);
      step *= (int) whole[d];
    }
    return index;
  }

  private float[] logits(Plan plan, Weights weights, Mode mode) {
    try (NDManager scratch = weights.manager().newSubManager()) {
      NDArray images = new BatchInput().images(scratch, batch);
      return new PlanRunner(plan).run(weights, images, mode).toFloatArray();
    }
  }

  private static void disturb(Weights weights) {
    weights
        .all()
        .forEach(
            (name, array) -> {
              RandomGenerator random = new Seed(3).derive(name).generator();
              float[] values = array.toFloatArray();
              for (int i = 0; i < values.length; i++) {
                values[i] += name.endsWith(".weight") ? 0 : random.nextFloat() / 2;
              }
              array.set(values);
            });
  }

  @Test
  void aChildCutOutHoldsTheseNumbersAndComputesTheSame() {
    RandomGenerator random = new Seed(8).generator();
    try (Weights weights = Weights.initialise(blueprint, Device.cpu(), new Seed(1))) {
      disturb(weights);
      for (int drawn = 0; drawn < 10; drawn++) {
        Architecture architecture =
            drawn == 0 ? MobileBlueprint.smallest() : blueprint.space().sample(random);
        Plan plan = blueprint.plan(architecture);
        try (Weights cut = weights.copyFor(plan)) {
          for (Node node : plan.nodes()) {
            for (Tensor tensor : node.op().tensors()) {
              NDArray whole = weights.get(node.path(), tensor.name());
              float[] all = whole.toFloatArray();
              float[] own = cut.get(node.path(), tensor.name()).toFloatArray();
              for (int i = 0; i < own.length; i++) {
                int at = stored(i, tensor.shape(), whole.getShape().getShape());
                assertThat(own[i]).isEqualTo(all[at]);
              }
            }
          }
          for (Mode mode : List.of(Mode.EVALUATION, Mode.BATCH_STATISTICS)) {
            assertThat(logits(plan, weights, mode))
                .containsExactly(logits(plan, cut, mode), within(1e-6f));
          }
        }
      }
    }
  }

  /** Gradients and statistics are those of the child by itself, where its part is. */
  @Test
  void aStepReachesTheChildsPartAndNothingElse() {
    Plan plan = blueprint.plan(MobileBlueprint.smallest());
    try (Weights weights = Weights.initialise(blueprint, Device.cpu(), new Seed(1));
        Weights cut = weights.copyFor(plan)) {
      List<float[]> child = gradients(plan, cut);
      List<float[]> masked = gradients(plan, weights);
      int t = 0;
      for (Node node : plan.nodes()) {
        for (Tensor tensor : node.op().tensors()) {
          float[] expected = new float[(int) weights.get(node.path(), tensor.name()).size()];
          long[] whole = weights.get(node.path(), tensor.name()).getShape().getShape();
          if (tensor.name().equals("running_var")) {
            Arrays.fill(expected, 1);
          }
          for (int i = 0; i < child.get(t).length; i++) {
            expected[stored(i, tensor.shape(), whole)] = child.get(t)[i];
          }
          assertThat(child.get(t)).isNotEqualTo(new float[child.get(t).length]);
          assertThat(masked.get(t))
              .as(node.path() + "." + tensor.name())
              .containsExactly(expected, within(1e-5f));
          t++;
        }
      }
    }
  }

  /** By tensor: its gradient, or after a run in training the statistic. */
  private List<float[]> gradients(Plan plan, Weights weights) {
    PyTorch.recordGradients(true);
    weights.learned().values().forEach(array -> array.setRequiresGradient(true));
    try (NDManager scratch = weights.manager().newSubManager()) {
      NDArray images = new BatchInput().images(scratch, batch);
      NDArray logits = new PlanRunner(plan).run(weights, images, Mode.TRAINING);
      RandomGenerator random = new Seed(2).generator();
      float[] factors = new float[(int) logits.size()];
      for (int i = 0; i < factors.length; i++) {
        factors[i] = (float) random.nextGaussian();
      }
      NDArray loss = logits.mul(scratch.create(factors, logits.getShape())).sum();
      JniUtils.backward((PtNDArray) loss, (PtNDArray) scratch.create(1f), false, false);
      PyTorch.recordGradients(false);
      return plan.nodes().stream()
          .flatMap(
              node ->
                  node.op().tensors().stream()
                      .map(
                          tensor -> {
                            NDArray array = weights.get(node.path(), tensor.name());
                            NDArray given = tensor.learned() ? array.getGradient() : array;
                            return given.toFloatArray();
                          }))
          .toList();
    }
  }

  @Test
  void coveringTensorsHoldBothAndKernelsNeedACentre() {
    Tensor wide = new Tensor("weight", List.of(8, 1, 3, 3), true);
    Tensor tall = new Tensor("weight", List.of(4, 1, 7, 7), true);
    assertThat(wide.covering(tall).shape()).containsExactly(8, 1, 7, 7);
    assertThat(Tensor.start(0, 8, 4)).isZero();
    assertThat(Tensor.start(2, 7, 3)).isEqualTo(2);
    assertThatThrownBy(() -> Tensor.start(3, 4, 3)).hasMessageContaining("4 pixels has no centre");
  }
}

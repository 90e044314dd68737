package io.espalier.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.espalier.data.Batch;
import io.espalier.plan.Op;
import io.espalier.plan.Op.Activation.Function;
import io.espalier.plan.Plan;
import io.espalier.plan.PlanBuilder;
import io.espalier.plan.Shape;
import io.espalier.random.Seed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanRunnerTest {

  @BeforeEach
  void evaluateOnly() {
    PyTorch.recordGradients(false);
  }

  /** Normal values, channels innermost. */
  private static Batch batch(int count, Shape shape, Seed seed) {
    int size = (int) (count * shape.values());
    FloatBuffer pixels =
        ByteBuffer.allocateDirect(size * 4).order(ByteOrder.nativeOrder()).asFloatBuffer();
    RandomGenerator random = seed.generator();
    for (int i = 0; i < size; i++) {
      pixels.put(i, (float) random.nextGaussian());
    }
    return new Batch(
        count,
        shape.channels(),
        shape.height(),
        shape.width(),
        pixels,
        ByteBuffer.allocateDirect(count * 8).order(ByteOrder.nativeOrder()).asLongBuffer());
  }

  private static double[][][][] plain(Batch batch) {
    double[][][][] images =
        new double[batch.count()][batch.channels()][batch.height()][batch.width()];
    int at = 0;
    for (double[][][] image : images) {
      for (int y = 0; y < batch.height(); y++) {
        for (int x = 0; x < batch.width(); x++) {
          for (int c = 0; c < batch.channels(); c++) {
            image[c][y][x] = batch.pixels().get(at++);
          }
        }
      }
    }
    return images;
  }

  /** One plan with every operation there is, in every variant that spaces use. */
  private static Plan everything() {
    PlanBuilder plan = new PlanBuilder(new Shape(3, 11, 5));
    int resized = plan.add("resized", new Op.Resize(9, 7), 0);
    int stem = plan.add("stem", new Op.Conv(3, 8, 3, 1, 1, 1, 1, true), resized);
    int norm = plan.add("norm", new Op.BatchNorm(8, true), stem);
    int plain = plan.add("plain", new Op.BatchNorm(8, false, 1e-3f), stem);
    int relu = plan.add("relu", Op.Activation.RELU, norm);
    int relu6 = plan.add("relu6", Op.Activation.RELU6, plain);
    Function hard = Function.HARD_SIGMOID;
    int excited = plan.add("excited", new Op.SqueezeExcitation(8, 5, Function.RELU, hard), relu);
    int depth = plan.add("depthwise", Op.Conv.depthwise(8, 5, 2), excited);
    int dilated = plan.add("dilated", new Op.Conv(8, 8, 3, 2, 2, 2, 4, false), relu6);
    int max = plan.add("max", new Op.Pool(Op.Pool.Kind.MAX, 3, 2, 1), relu);
    int average = plan.add("average", new Op.Pool(Op.Pool.Kind.AVERAGE, 3, 2, 1), plain);
    int shift = plan.add("shift", new Op.Shift(), plain);
    int swish = plan.add("swish", new Op.Activation(Function.HARD_SWISH), shift);
    int odd = plan.add("odd", new Op.Conv(8, 8, 1, 2, 0, 1, 1, false), swish);
    int zero = plan.add("zero", new Op.Zero(2), stem);
    int sum = plan.add("sum", new Op.Add(), depth, dilated, max, average, zero);
    int one = plan.add("one", new Op.Add(), odd);
    int both = plan.add("both", new Op.Concat(), sum, one);
    int middle = plan.add("middle", new Op.Channels(3, 11), both);
    plan.add("dead", new Op.BatchNorm(8, true), middle);
    int pooled = plan.add("pooled", new Op.GlobalAveragePool(), middle);
    int at = plan.add("mix", new Op.Linear(8, 12, false), pooled);
    at = plan.add("soft", new Op.Activation(Function.SWISH), at);
    at = plan.add("gate", new Op.Activation(hard), at);
    at = plan.add("dropout", new Op.Dropout(0.5f), at);
    plan.add("head", new Op.Linear(12, 5), at);
    return plan.build();
  }

  private static void randomise(Weights weights, Seed seed) {
    weights
        .all()
        .forEach(
            (name, array) -> {
              RandomGenerator random = seed.derive(name).generator();
              float[] values = array.toFloatArray();
              for (int i = 0; i < values.length; i++) {
                boolean positive = name.endsWith("running_var");
                values[i] =
                    (float) (positive ? 0.5 + random.nextDouble() : random.nextGaussian() / 2);
              }
              array.set(values);
            });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyOperationComputesWhatItsDefinitionSays(boolean batchStatistics) {
    Plan whole = everything();
    Batch batch = batch(3, whole.input(), new Seed(3));
    Mode mode = batchStatistics ? Mode.BATCH_STATISTICS : Mode.EVALUATION;
    try (Weights weights = Weights.initialise(whole, Device.cpu(), new Seed(4));
        NDManager scratch = weights.manager().newSubManager()) {
      randomise(weights, new Seed(5));
      NDArray images = new BatchInput().images(scratch, batch);
      for (int last = 1; last < whole.nodes().size(); last++) {
        Plan plan = new Plan(whole.nodes().subList(0, last + 1));
        double[][][][] expected = new PlainRunner(weights, batchStatistics).run(plan, plain(batch));
        for (boolean recorded : new boolean[] {true, false}) {
          PyTorch.recordGradients(recorded);
          NDArray actual = new PlanRunner(plan).run(weights, images, mode);
          assertThat(actual.getShape().get(1)).isEqualTo(plan.output().channels());
          assertThat(largestDifference(flat(expected), actual.toFloatArray()))
              .as(plan.nodes().get(last).path())
              .isLessThan(1e-4);
        }
      }
    }
  }

  private static double largestDifference(double[] expected, float[] actual) {
    assertThat(actual).hasSameSizeAs(expected);
    return IntStream.range(0, actual.length)
        .mapToDouble(i -> Math.abs(expected[i] - actual[i]))
        .max()
        .orElseThrow();
  }

  private static double[] flat(double[][][][] values) {
    return Arrays.stream(values)
        .flatMap(Arrays::stream)
        .flatMap(Arrays::stream)
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  @Test
  void smallerOperationsReadTheLeadingSlice() {
    Plan large = TinyBlueprint.of(8, 3).plan(TinyBlueprint.of(8, 3).covering().get(1));
    Plan small = TinyBlueprint.of(4, 3).plan(TinyBlueprint.of(4, 3).covering().get(1));
    Batch batch = batch(2, small.input(), new Seed(3));
    try (Weights weights = Weights.initialise(large, Device.cpu(), new Seed(4));
        Weights cut = weights.copyFor(small);
        NDManager scratch = weights.manager().newSubManager()) {
      NDArray images = new BatchInput().images(scratch, batch);
      PlanRunner runner = new PlanRunner(small);
      int before = weights.manager().getManagedArrays().size();
      NDArray sliced = runner.run(weights, images, Mode.EVALUATION);
      NDArray own = runner.run(cut, images, Mode.EVALUATION);
      assertThat(sliced.toFloatArray()).isEqualTo(own.toFloatArray());
      assertThat(weights.manager().getManagedArrays()).hasSize(before + 2);
    }
  }

  @Test
  void onlyTrainingAndAccumulatingMoveTheStatistics() {
    PlanBuilder builder = new PlanBuilder(new Shape(2, 4, 4));
    builder.add("norm", new Op.BatchNorm(2, true), 0);
    Plan plan = builder.build();
    PlanRunner runner = new PlanRunner(plan);
    try (Weights weights = Weights.initialise(plan, Device.cpu(), new Seed(4));
        NDManager scratch = weights.manager().newSubManager()) {
      NDArray mean = weights.get("norm", "running_mean");
      NDArray a = new BatchInput().images(scratch, batch(5, plan.input(), new Seed(1)));
      NDArray b = new BatchInput().images(scratch, batch(5, plan.input(), new Seed(2))).add(3);
      float meanA = a.get(":,0").mean().getFloat();
      float meanB = b.get(":,0").mean().getFloat();

      runner.run(weights, a, Mode.EVALUATION);
      runner.run(weights, a, Mode.BATCH_STATISTICS);
      assertThat(mean.getFloat(0)).isZero();

      runner.run(weights, b, Mode.TRAINING);
      assertThat(mean.getFloat(0)).isCloseTo(0.1f * meanB, within(1e-5f));

      runner.run(weights, a, Mode.accumulating(1));
      runner.run(weights, b, Mode.accumulating(2));
      assertThat(mean.getFloat(0)).isCloseTo((meanA + meanB) / 2, within(1e-5f));
    }
  }

  @Test
  void ownStatisticsStayApartFromTheSharedOnes() {
    TinyBlueprint blueprint = TinyBlueprint.of(4, 3);
    Plan plan = blueprint.plan(blueprint.covering().get(1));
    try (Weights shared = Weights.initialise(blueprint, Device.cpu(), new Seed(4))) {
      int arrays = shared.manager().getManagedArrays().size();
      try (Weights own = shared.withOwnStatistics(plan);
          NDManager scratch = shared.manager().newSubManager()) {
        NDArray images = new BatchInput().images(scratch, batch(5, plan.input(), new Seed(1)));
        new PlanRunner(plan).run(own, images, Mode.TRAINING);
        assertThat(own.get("stem.bn", "running_mean").toFloatArray()).doesNotContain(0f);
        assertThat(shared.get("stem.bn", "running_mean").toFloatArray()).containsOnly(0f);
        assertThat(own.get("stem.bn", "weight")).isSameAs(shared.get("stem.bn", "weight"));
      }
      assertThat(shared.manager().getManagedArrays()).hasSize(arrays);
      assertThat(shared.get("stem.bn", "weight").toFloatArray()).containsOnly(1f);
    }
  }

  @Test
  void aRunLeavesOnlyItsOutputBehind() {
    Plan plan = everything();
    PlanRunner runner = new PlanRunner(plan);
    try (Weights weights = Weights.initialise(plan, Device.cpu(), new Seed(4));
        NDManager scratch = weights.manager().newSubManager()) {
      NDArray images = new BatchInput().images(scratch, batch(2, plan.input(), new Seed(1)));
      int stored = weights.manager().getManagedArrays().size();
      for (Mode mode :
          new Mode[] {
            Mode.EVALUATION, Mode.TRAINING, Mode.training(new Seed(3)), Mode.BATCH_STATISTICS
          }) {
        runner.run(weights, images, mode).close();
        assertThat(scratch.getManagedArrays()).containsExactly(images);
        assertThat(weights.manager().getManagedArrays()).hasSize(stored);
      }
    }
  }

  @Test
  void aFailedRunLeavesNothingBehindAndNamesThePlan() {
    Plan plan = everything();
    Plan other = TinyBlueprint.of(4, 3).plan(TinyBlueprint.of(4, 3).covering().get(1));
    try (Weights weights = Weights.initialise(other, Device.cpu(), new Seed(4));
        NDManager scratch = weights.manager().newSubManager()) {
      NDArray images = new BatchInput().images(scratch, batch(2, plan.input(), new Seed(1)));
      assertThatThrownBy(() -> new PlanRunner(plan).run(weights, images, Mode.EVALUATION))
          .hasMessageContaining("3x11x5")
          .hasStackTraceContaining("stem.weight");
      assertThat(scratch.getManagedArrays()).containsExactly(images);
    }
  }
}

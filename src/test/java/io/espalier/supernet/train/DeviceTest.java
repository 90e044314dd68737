package io.espalier.supernet.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.data.Batch;
import io.espalier.data.BatchReader;
import io.espalier.estimate.Estimate;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Plan;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.supernet.BatchInput;
import io.espalier.supernet.MobileBlueprint;
import io.espalier.supernet.Mode;
import io.espalier.supernet.NativeCalls;
import io.espalier.supernet.PlanRunner;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.TinyImages;
import io.espalier.supernet.Weights;
import io.espalier.supernet.evaluate.EstimateSettings;
import io.espalier.supernet.evaluate.SupernetEstimator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a GPU would be asked, on a machine without one: all arrays are made on the device of the
 * weights, nothing is read back but once a step or batch, and calls are few.
 */
class DeviceTest {

  private static final Device ELSEWHERE = NativeCalls.otherProcessor();

  private static final int CLASSES = 3;
  private static final Scale SCALE = new Scale(4, 1, new Shape(1, 8, 8), CLASSES);

  private final BatchReader images = TinyImages.reader(48, CLASSES, 16, new Seed(2));

  @BeforeAll
  static void oneThread() {
    PyTorch.useThreads(1);
  }

  private static Blueprint blueprint(String space) {
    return space.equals("mobile")
        ? new MobileBlueprint(SCALE, true)
        : SpaceKinds.ALL.named(space).blueprint(SCALE, true);
  }

  private static Plan drawn(Blueprint blueprint) {
    return blueprint.plan(ArchitectureSampler.connected(blueprint).sample(new Seed(3))).live();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mobile", "nasbench201", "macro", "nasnet"})
  void aStepStaysOnTheDeviceAndReadsItOnce(String space) {
    Plan plan = drawn(blueprint(space));
    for (Optimizer optimizer : List.of(new Sgd(), new RmsProp(0.9, 0.001))) {
      Recipe recipe = new Recipe(1, 16, 0.1, 0.9, 5e-4, 5, 0, 0.1, optimizer, null);
      try (Weights weights = Weights.initialise(plan, ELSEWHERE, new Seed(1));
          ActiveSgd updates = new ActiveSgd(weights, recipe)) {
        TrainingStep step = new TrainingStep(weights, updates, 0.1, CLASSES);
        Teacher teacher = new Same(plan, weights);
        Paths single =
            new Paths(
                List.of(plan, plan),
                true,
                new Regularisation(
                    0, 0.2, Optional.of(new Regularisation.Distillation(teacher, 0.5))),
                new DropPath(0.2, new Seed(5)));
        PyTorch.recordGradients(true);
        step.run(single, images.training(0), 0.1);
        try (NativeCalls listening = new NativeCalls()) {
          step.run(single, images.training(1), 0.1);
          List<NativeCalls.Call> calls = listening.taken();
          assertThat(calls).hasSizeGreaterThan(plan.nodes().size());
          assertThat(NativeCalls.elsewhere(calls, ELSEWHERE)).isEmpty();
          assertThat(NativeCalls.reads(calls)).isEqualTo(1);
        } finally {
          PyTorch.recordGradients(false);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mobile", "nasbench201", "macro", "nasnet"})
  void aStepMakesFewerThanTwelveCallsALayer(String space) {
    Plan plan = drawn(blueprint(space));
    try (Weights weights = Weights.initialise(plan, ELSEWHERE, new Seed(1));
        ActiveSgd updates = new ActiveSgd(weights, new Recipe(1, 16, 0.1, 0.9, 5e-4, 5, 0, 0.1))) {
      TrainingStep step = new TrainingStep(weights, updates, 0.1, CLASSES);
      PyTorch.recordGradients(true);
      step.run(Paths.single(plan), images.training(0), 0.1);
      try (NativeCalls listening = new NativeCalls()) {
        step.run(Paths.single(plan), images.training(1), 0.1);
        long calls = NativeCalls.launches(listening.taken());
        System.out.printf("%s: %d calls, %d layers%n", space, calls, plan.nodes().size());
        assertThat(calls).isLessThan(12L * plan.nodes().size());
      } finally {
        PyTorch.recordGradients(false);
      }
    }
  }

  @Test
  void estimatesStayOnTheDeviceAndReadItOnceABatch() {
    Blueprint blueprint = blueprint("nasbench201");
    List<Architecture> children =
        Stream.of(3, 4)
            .map(seed -> ArchitectureSampler.connected(blueprint).sample(new Seed(seed)))
            .toList();
    BatchReader validation = TinyImages.reader(32, CLASSES, 16, new Seed(6));
    try (Supernet supernet = Supernet.initialise(blueprint, ELSEWHERE, new Seed(1))) {
      SupernetEstimator estimator =
          new SupernetEstimator(supernet, images, validation, EstimateSettings.DEFAULT, 1);
      try (NativeCalls listening = new NativeCalls()) {
        assertThat(estimator.estimate(children)).allMatch(each -> each instanceof Estimate);
        List<NativeCalls.Call> calls = listening.taken();
        assertThat(NativeCalls.elsewhere(calls, ELSEWHERE)).isEmpty();
        // Two batches, of both children at once.
        assertThat(NativeCalls.reads(calls)).isEqualTo(2);
      }
    }
  }

  @Test
  void whatIsMadeElsewhereIsNoticed() {
    try (NDManager manager = PyTorch.manager(Device.cpu());
        NativeCalls listening = new NativeCalls()) {
      try (NDArray zeros = manager.zeros(new ai.djl.ndarray.types.Shape(2))) {
        assertThat(zeros.toFloatArray()).containsOnly(0);
      }
      List<NativeCalls.Call> calls = listening.taken();
      assertThat(NativeCalls.elsewhere(calls, ELSEWHERE)).hasSize(1);
      assertThat(NativeCalls.reads(calls)).isEqualTo(1);
    }
  }

  /** A network that teaches itself. */
  private record Same(Plan plan, Weights weights) implements Teacher {
    @Override
    public NDArray logits(Batch batch, NDManager scratch) {
      return JniUtils.detachGradient(
          (ai.djl.pytorch.engine.PtNDArray)
              new PlanRunner(plan)
                  .run(weights, new BatchInput().images(scratch, batch), Mode.BATCH_STATISTICS));
    }

    @Override
    public String identity() {
      return "itself";
    }
  }
}

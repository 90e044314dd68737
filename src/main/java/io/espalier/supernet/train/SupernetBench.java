package io.espalier.supernet.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.sun.management.OperatingSystemMXBean;
import io.espalier.data.Batch;
import io.espalier.data.BatchReader;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Plan;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.supernet.BatchInput;
import io.espalier.supernet.Mode;
import io.espalier.supernet.PlanRunner;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Weights;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Measures what training and evaluating children costs: CPU time of the whole process, all threads
 * and the system's share included, so that waiting for other programs does not count.
 */
public final class SupernetBench {

  private static final int PASSES = 3;

  private SupernetBench() {}

  /**
   * Costs in milliseconds of CPU time per image, each the smallest of a few passes.
   *
   * @param evaluation forward with running statistics
   * @param training forward, backward and update
   */
  public record Cost(double evaluation, double training) {}

  /**
   * Measures with one thread per operation, after one pass to warm up.
   *
   * @param children the architectures; each pass runs one batch on each of them
   * @param images where batches come from; reading them is part of the cost, as it is in use
   */
  public static Cost measure(
      Blueprint blueprint, Device device, List<Architecture> children, BatchReader images) {
    PyTorch.useThreads(1);
    Recipe recipe = new Recipe(1, 64, 1e-4, 0.9, 5e-4, 5, 0, 0.1);
    List<Plan> plans = children.stream().map(blueprint::plan).toList();
    try (Weights weights = Weights.initialise(blueprint, device, new Seed(1));
        ActiveSgd optimizer = new ActiveSgd(weights, recipe)) {
      double evaluation = Double.MAX_VALUE;
      double training = Double.MAX_VALUE;
      TrainingStep step =
          new TrainingStep(
              weights, optimizer, recipe.labelSmoothing(), blueprint.scale().classes());
      for (int pass = 0; pass <= PASSES; pass++) {
        double evaluated = evaluate(weights, plans, images);
        double trained = train(step, plans, images);
        if (pass > 0) {
          evaluation = Math.min(evaluation, evaluated);
          training = Math.min(training, trained);
        }
      }
      return new Cost(evaluation, training);
    } finally {
      PyTorch.recordGradients(false);
    }
  }

  private static double evaluate(Weights weights, List<Plan> plans, BatchReader images) {
    PyTorch.recordGradients(false);
    BatchInput input = new BatchInput();
    double start = cpuMilliseconds();
    long seen = 0;
    for (int n = 0; n < plans.size(); n++) {
      Batch batch = images.sequential(n % images.sequentialCount());
      try (NDManager scratch = weights.manager().newSubManager()) {
        NDArray array = input.images(scratch, batch);
        new PlanRunner(plans.get(n)).run(weights, array, Mode.EVALUATION).toFloatArray();
      }
      seen += batch.count();
    }
    return (cpuMilliseconds() - start) / seen;
  }

  private static double train(TrainingStep step, List<Plan> plans, BatchReader images) {
    PyTorch.recordGradients(true);
    double start = cpuMilliseconds();
    long seen = 0;
    for (int n = 0; n < plans.size(); n++) {
      Batch batch = images.training(n);
      step.run(Paths.single(plans.get(n)), batch, 1e-4);
      seen += batch.count();
    }
    return (cpuMilliseconds() - start) / seen;
  }

  private static double cpuMilliseconds() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1e6;
  }
}

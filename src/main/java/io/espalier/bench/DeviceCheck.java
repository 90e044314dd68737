package io.espalier.bench;

import io.espalier.data.Batch;
import io.espalier.data.BatchReader;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Outcome;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Plan;
import io.espalier.progress.Progress;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.stat.Quantile;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.check.Check;
import io.espalier.supernet.check.CheckCase;
import io.espalier.supernet.check.Difference;
import io.espalier.supernet.check.NetworkCases;
import io.espalier.supernet.evaluate.EstimateSettings;
import io.espalier.supernet.evaluate.SupernetEstimator;
import io.espalier.supernet.train.ArchitectureSampler;
import io.espalier.supernet.train.Recipe;
import io.espalier.supernet.train.StepBench;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether a device computes, trains and estimates as it should, and how fast: steps of networks of
 * the spaces for small images against plain Java, then a supernet that is trained on made-up
 * images, and estimates of its children. Takes a minute or two.
 */
public final class DeviceCheck {

  /**
   * The largest difference of a whole network's gradients that rounding explains: GPUs multiply
   * 32-bit numbers with 10 bits after the point (TF32) unless they are told not to.
   */
  private static final double LARGEST_DIFFERENCE = 0.02;

  private static final double RATE = 0.02;
  private static final int WARM_UP = 20;
  private static final int IMAGES = 2_048;

  private DeviceCheck() {}

  /** How far a step of a network is from plain Java's; {@code difference} is relative. */
  public record Gradient(String step, String part, double difference) {}

  /**
   * What was found.
   *
   * @param device the device
   * @param right whether all gradients agree and the loss fell
   * @param gradients a step of a network of each space
   * @param trainImagesPerSecond after the first steps, which prepare the device
   * @param lossFirst the mean loss of the first ten steps
   * @param lossLast that of the last ten
   * @param estimateImagesPerSecond images that children were scored on, over all children
   */
  public record Result(
      String device,
      boolean right,
      List<Gradient> gradients,
      int steps,
      int batchSize,
      double trainSeconds,
      double trainImagesPerSecond,
      double lossFirst,
      double lossLast,
      int children,
      double estimateSeconds,
      double estimateImagesPerSecond) {}

  /**
   * Checks a device.
   *
   * @param device as {@link PyTorch#device} reads it
   * @param blueprint the networks to train, on images of its scale
   * @param steps the number of training steps, at least 50
   * @param children the number of children to estimate
   */
  public static Result run(
      String device,
      Blueprint blueprint,
      int batchSize,
      int steps,
      int children,
      Progress progress) {
    Seed seed = new Seed(1);
    List<Gradient> gradients = gradients(device, progress);
    try (Supernet supernet =
        Supernet.initialise(blueprint, PyTorch.device(device), seed.derive("weights"))) {
      BatchReader images =
          MadeUpImages.reader(blueprint.scale(), IMAGES, batchSize, seed.derive("images"));
      ArchitectureSampler sampler = ArchitectureSampler.connected(blueprint);
      Trained trained = train(supernet, sampler, images, steps, progress);
      progress.say("estimating %d children".formatted(children));
      SupernetEstimator estimator =
          new SupernetEstimator(supernet, images, images, EstimateSettings.DEFAULT, 1);
      List<Architecture> drawn =
          IntStream.range(0, children)
              .mapToObj(n -> sampler.sample(seed.derive("child").derive(n)))
              .toList();
      long start = System.nanoTime();
      long scored = 0;
      boolean finite = true;
      for (Outcome outcome : estimator.estimate(drawn)) {
        finite &= outcome instanceof Estimate;
        scored += outcome instanceof Estimate estimate ? estimate.images() : 0;
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      boolean right =
          finite
              && trained.last() < trained.first()
              && gradients.stream().allMatch(each -> each.difference() <= LARGEST_DIFFERENCE);
      return new Result(
          PyTorch.name(supernet.weights().device()),
          right,
          gradients,
          steps,
          batchSize,
          trained.seconds(),
          trained.imagesPerSecond(),
          trained.first(),
          trained.last(),
          children,
          seconds,
          scored / seconds);
    }
  }

  private static List<Gradient> gradients(String device, Progress progress) {
    List<Gradient> gradients = new ArrayList<>();
    for (CheckCase step : NetworkCases.steps(8, 16, 4, 1)) {
      progress.say("comparing with plain Java: " + step.name());
      Difference off = Check.run(step, PyTorch.device(device));
      gradients.add(new Gradient(step.name(), off.what(), off.relative()));
    }
    return gradients;
  }

  private record Trained(double seconds, double imagesPerSecond, double first, double last) {}

  private static Trained train(
      Supernet supernet,
      ArchitectureSampler sampler,
      BatchReader images,
      int steps,
      Progress progress) {
    Recipe recipe = new Recipe(1, 1, RATE, 0.9, 3e-4, 5, 0, 0);
    double[] losses = new double[steps];
    double[] seconds = new double[steps];
    int size = 0;
    long start = System.nanoTime();
    int classes = supernet.blueprint().scale().classes();
    try (StepBench bench = new StepBench(supernet.weights(), recipe, classes);
        Progress.Task task = progress.begin("train", "steps", steps, 0)) {
      for (int step = 0; step < steps; step++) {
        Plan plan =
            supernet.blueprint().plan(sampler.sample(new Seed(2).derive("path").derive(step)));
        Batch batch = images.training(step);
        size = batch.count();
        long before = System.nanoTime();
        losses[step] = bench.run(plan.live(), batch);
        seconds[step] = (System.nanoTime() - before) / 1e9;
        images.release(batch);
        task.advance(1, "");
      }
    }
    double[] warm =
        IntStream.range(Math.min(WARM_UP, steps / 2), steps).mapToDouble(s -> seconds[s]).toArray();
    return new Trained(
        (System.nanoTime() - start) / 1e9,
        size / Quantile.median(warm),
        mean(losses, 0, 10),
        mean(losses, steps - 10, steps));
  }

  private static double mean(double[] values, int from, int to) {
    return IntStream.range(from, to).mapToDouble(n -> values[n]).average().orElseThrow();
  }
}

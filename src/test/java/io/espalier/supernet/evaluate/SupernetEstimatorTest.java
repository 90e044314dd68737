package io.espalier.supernet.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import io.espalier.data.Batch;
import io.espalier.data.BatchReader;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Failure;
import io.espalier.estimate.Measure;
import io.espalier.estimate.Outcome;
import io.espalier.plan.Blueprint;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.supernet.Mode;
import io.espalier.supernet.PlanRunner;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.TinyBlueprint;
import io.espalier.supernet.TinyImages;
import io.espalier.supernet.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class SupernetEstimatorTest {

  private final Blueprint blueprint = TinyBlueprint.of(4, 3);
  private final BatchReader training = TinyImages.reader(60, 3, 32, new Seed(5));
  private final BatchReader validation = TinyImages.reader(50, 3, 32, new Seed(6));

  private static List<Estimate> estimates(List<Outcome> outcomes) {
    return outcomes.stream()
        .map(o -> (Estimate) o)
        .map(e -> new Estimate(e.architecture(), e.score(), e.standardError(), e.images(), 0))
        .toList();
  }

  private static List<Architecture> all() {
    List<Architecture> all = new ArrayList<>();
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 3; b++) {
        all.add(Architecture.of("tiny", a, b));
      }
    }
    return all;
  }

  @Test
  void noChildLeavesATraceInAnother() {
    try (Supernet supernet = Supernet.initialise(blueprint, Device.cpu(), new Seed(1))) {
      SupernetEstimator estimator =
          new SupernetEstimator(supernet, training, validation, EstimateSettings.DEFAULT, 1);
      Architecture a = Architecture.of("tiny", 1, 1);
      Architecture b = Architecture.of("tiny", 1, 2);
      List<Estimate> estimates = estimates(estimator.estimate(List.of(a, b, a)));
      assertThat(estimates.get(2)).isEqualTo(estimates.get(0));
      assertThat(supernet.weights().get("stem.bn", "running_mean").toFloatArray()).containsOnly(0f);
    }
  }

  @Test
  void outcomesDoNotDependOnTheWorkers() {
    try (Supernet supernet = Supernet.initialise(blueprint, Device.cpu(), new Seed(1))) {
      List<Outcome> one =
          new SupernetEstimator(supernet, training, validation, EstimateSettings.DEFAULT, 1)
              .estimate(all());
      List<Outcome> three =
          new SupernetEstimator(supernet, training, validation, EstimateSettings.DEFAULT, 3)
              .estimate(all());
      assertThat(estimates(three)).isEqualTo(estimates(one));
      assertThat(estimates(one).stream().map(Estimate::score).distinct().count()).isGreaterThan(1);
    }
  }

  @Test
  void theScoreIsTheShareOfCorrectImagesOfTheRecalibratedChild() {
    Architecture a = Architecture.of("tiny", 1, 2);
    PlanRunner runner = new PlanRunner(blueprint.plan(a));
    Evaluator evaluator = new Evaluator();
    try (Supernet supernet = Supernet.initialise(blueprint, Device.cpu(), new Seed(1));
        Weights child = supernet.weights().copyFor(runner.plan())) {
      evaluator.recalibrate(runner, child, Evaluator.batches(training));
      List<float[]> logits =
          evaluator.logits(runner, child, Mode.EVALUATION, Evaluator.batches(validation));
      int correct = 0;
      for (int n = 0; n < 50; n++) {
        float[] at = logits.get(n);
        int label = n % 3;
        boolean largest = true;
        for (int c = 0; c < 3; c++) {
          largest &= c == label || at[c] < at[label];
        }
        correct += largest ? 1 : 0;
      }
      Estimate estimate =
          (Estimate)
              new SupernetEstimator(supernet, training, validation, EstimateSettings.DEFAULT, 2)
                  .estimate(List.of(a))
                  .get(0);
      double share = correct / 50.0;
      assertThat(estimate.images()).isEqualTo(50);
      assertThat(estimate.score()).isCloseTo(100 * share, within(1e-9));
      assertThat(estimate.standardError())
          .isCloseTo(100 * Math.sqrt(share * (1 - share) / 50), within(1e-9));
      assertThat(estimate.seconds()).isPositive();
    }
  }

  @Test
  void statisticsComeFromWhereTheSettingSays() {
    Architecture a = Architecture.of("tiny", 1, 2);
    PlanRunner runner = new PlanRunner(blueprint.plan(a));
    Evaluator evaluator = new Evaluator();
    List<Batch> images = Evaluator.batches(validation);
    try (Supernet supernet = Supernet.initialise(blueprint, Device.cpu(), new Seed(1));
        Weights child = supernet.weights().withOwnStatistics(runner.plan())) {
      Weights shared = supernet.weights();
      shared.get("stem.bn", "running_mean").addi(0.5f);
      evaluator.recalibrate(runner, child, Evaluator.batches(training));
      assertThat(loss(supernet, a, Statistics.RECALIBRATED))
          .isCloseTo(evaluator.score(runner, child, Mode.EVALUATION, images).loss(), within(1e-6));
      assertThat(loss(supernet, a, Statistics.BATCH))
          .isCloseTo(
              evaluator.score(runner, shared, Mode.BATCH_STATISTICS, images).loss(), within(1e-6));
      assertThat(loss(supernet, a, Statistics.SHARED))
          .isCloseTo(evaluator.score(runner, shared, Mode.EVALUATION, images).loss(), within(1e-6));
      assertThat(shared.get("stem.bn", "running_mean").toFloatArray()).containsOnly(0.5f);
    }
  }

  private double loss(Supernet supernet, Architecture architecture, Statistics statistics) {
    EstimateSettings settings = new EstimateSettings(statistics, Measure.LOSS, 100, 0, false);
    Outcome outcome =
        new SupernetEstimator(supernet, training, validation, settings, 1)
            .estimate(List.of(architecture))
            .get(0);
    return -((Estimate) outcome).score();
  }

  @Test
  void aLossAsScoreHasTheStandardErrorOfAMean() {
    Architecture a = Architecture.of("tiny", 2, 1);
    PlanRunner runner = new PlanRunner(blueprint.plan(a));
    try (Supernet supernet = Supernet.initialise(blueprint, Device.cpu(), new Seed(1))) {
      List<float[]> logits =
          new Evaluator()
              .logits(
                  runner, supernet.weights(), Mode.BATCH_STATISTICS, Evaluator.batches(validation));
      double[] losses = new double[50];
      for (int n = 0; n < 50; n++) {
        double sum = 0;
        for (float logit : logits.get(n)) {
          sum += Math.exp(logit);
        }
        losses[n] = Math.log(sum) - logits.get(n)[n % 3];
      }
      double mean = Arrays.stream(losses).average().orElseThrow();
      double squares = Arrays.stream(losses).map(l -> (l - mean) * (l - mean)).sum();
      Estimate estimate =
          (Estimate)
              new SupernetEstimator(
                      supernet,
                      training,
                      validation,
                      new EstimateSettings(Statistics.BATCH, Measure.LOSS, 100, 0, false),
                      1)
                  .estimate(List.of(a))
                  .get(0);
      assertThat(estimate.score()).isCloseTo(-mean, within(1e-6));
      assertThat(estimate.standardError()).isCloseTo(Math.sqrt(squares / 49 / 50), within(1e-6));
    }
  }

  @Test
  void oneFailureLosesNoOther() {
    try (Supernet supernet = Supernet.initialise(blueprint, Device.cpu(), new Seed(1))) {
      supernet.weights().get("layer0.conv_3x3.conv", "weight").muli(Float.NaN);
      SupernetEstimator estimator =
          new SupernetEstimator(supernet, training, validation, EstimateSettings.DEFAULT, 2);
      List<Outcome> outcomes =
          estimator.estimate(
              List.of(
                  Architecture.of("tiny", 1, 0),
                  Architecture.of("other", 1, 0),
                  Architecture.of("tiny", 7, 0),
                  Architecture.of("tiny", 2, 0)));
      assertThat(outcomes.get(0))
          .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.reason()).contains("NaN"));
      assertThat(outcomes.get(2)).isInstanceOf(Failure.class);
      assertThat(outcomes.get(3)).isInstanceOf(Estimate.class);
      assertThat(estimator.estimate(List.of())).isEmpty();
    }
  }

  @Test
  void aRaceGoesOnAsIfItHadNotBeenInterrupted() {
    BatchReader many = TinyImages.reader(640, 3, 40, new Seed(6));
    EstimateSettings racing = new EstimateSettings(Statistics.BATCH, Measure.LOSS, 100, 1, false);
    try (Supernet supernet = Supernet.initialise(blueprint, Device.cpu(), new Seed(1))) {
      SupernetEstimator whole = new SupernetEstimator(supernet, training, many, racing, 1);
      List<Outcome> first = whole.estimate(reversed().subList(0, 5));
      List<Outcome> second = whole.estimate(reversed().subList(5, 9));
      SupernetEstimator resumed = new SupernetEstimator(supernet, training, many, racing, 2);
      resumed.remember(first);
      assertThat(estimates(resumed.estimate(reversed().subList(5, 9))))
          .isEqualTo(estimates(second));
      SupernetEstimator forgetful = new SupernetEstimator(supernet, training, many, racing, 2);
      assertThat(estimates(forgetful.estimate(reversed().subList(5, 9))))
          .isNotEqualTo(estimates(second));
      List<Estimate> raced = estimates(first);
      raced = new ArrayList<>(raced);
      raced.addAll(estimates(second));
      assertThat(raced.stream().mapToInt(Estimate::images).sum()).isLessThan(9 * 640 * 2 / 3);
      Estimate best = raced.stream().max(Comparator.comparingDouble(Estimate::score)).orElseThrow();
      assertThat(best.images()).isEqualTo(640);
      EstimateSettings all = new EstimateSettings(Statistics.BATCH, Measure.LOSS, 100, 0, false);
      List<Estimate> full =
          estimates(new SupernetEstimator(supernet, training, many, all, 1).estimate(all()));
      assertThat(full.stream().max(Comparator.comparingDouble(Estimate::score))).contains(best);
    }
  }

  private static List<Architecture> reversed() {
    List<Architecture> reversed = all();
    Collections.reverse(reversed);
    return reversed;
  }

  @Test
  void estimatesLeakNoArrays() {
    try (Supernet supernet = Supernet.initialise(blueprint, Device.cpu(), new Seed(1))) {
      int before = supernet.weights().manager().getManagedArrays().size();
      new SupernetEstimator(supernet, training, validation, EstimateSettings.DEFAULT, 2)
          .estimate(all());
      assertThat(supernet.weights().manager().getManagedArrays()).hasSize(before);
    }
  }
}

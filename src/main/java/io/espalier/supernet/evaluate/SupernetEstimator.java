package io.espalier.supernet.evaluate;

import io.espalier.data.Batch;
import io.espalier.data.BatchReader;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Estimator;
import io.espalier.estimate.Failure;
import io.espalier.estimate.Outcome;
import io.espalier.plan.Plan;
import io.espalier.space.Architecture;
import io.espalier.supernet.Supernet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Estimates architectures by how they do on the search-validation images with a supernet's weights.
 *
 * <p>Usually each child gets batch-norm statistics of its own, measured on training images: the
 * shared ones are a mixture over all children (Bender et al., ICML 2018; Guo et al., ECCV 2020).
 * The children of a batch are run together, and what several of them compute is computed once.
 * Several groups of children are run at a time, each on one thread; the outcome of a child depends
 * neither on the number of workers nor on the other children.
 */
public final class SupernetEstimator implements Estimator {

  private final Supernet supernet;
  private final List<Batch> recalibration;
  private final List<Batch> validation;
  private final EstimateSettings settings;
  private final int workers;

  /**
   * An estimator that keeps its images in memory.
   *
   * @param recalibration training images for the statistics, 2,000 to 4,000 are usual
   * @param validation the search-validation images
   * @param settings which statistics are used and what the score is
   * @param workers how many groups of children are estimated at once, at least 1
   */
  public SupernetEstimator(
      Supernet supernet,
      BatchReader recalibration,
      BatchReader validation,
      EstimateSettings settings,
      int workers) {
    if (workers < 1) {
      throw new IllegalArgumentException("no estimate is made by " + workers + " workers");
    }
    this.supernet = supernet;
    this.recalibration =
        settings.batchNorm() == Statistics.RECALIBRATED
            ? Evaluator.batches(recalibration)
            : List.of();
    this.validation = Evaluator.batches(validation);
    this.settings = settings;
    this.workers = workers;
  }

  @Override
  public List<Outcome> estimate(List<Architecture> batch) {
    Outcome[] outcomes = new Outcome[batch.size()];
    List<Child> children = new ArrayList<>();
    for (int n = 0; n < outcomes.length; n++) {
      try {
        Plan plan = supernet.blueprint().plan(batch.get(n)).live();
        children.add(new Child(n, batch.get(n), plan));
      } catch (RuntimeException e) {
        outcomes[n] = new Failure(batch.get(n), reason(e));
      }
    }
    List<Callable<List<Outcome>>> tasks = new ArrayList<>();
    List<List<Child>> groups = groups(children);
    groups.forEach(group -> tasks.add(() -> estimateTogether(group)));
    try (WorkerPool pool = new WorkerPool(workers)) {
      List<List<Outcome>> results = pool.all(tasks);
      for (int g = 0; g < results.size(); g++) {
        for (int c = 0; c < groups.get(g).size(); c++) {
          outcomes[groups.get(g).get(c).number()] = results.get(g).get(c);
        }
      }
    }
    return List.of(outcomes);
  }

  /**
   * A child to be estimated.
   *
   * @param number its place in the batch
   */
  private record Child(int number, Architecture architecture, Plan plan) {}

  private List<List<Child>> groups(List<Child> children) {
    long memory = settings.memoryMb() * 1_000_000L / workers;
    int images = validation.get(0).count();
    boolean ownStatistics = settings.batchNorm() != Statistics.SHARED;
    return new Grouping(memory, images, workers, ownStatistics)
        .split(children.stream().map(Child::plan).toList()).stream()
            .map(group -> group.stream().map(children::get).toList())
            .toList();
  }

  private List<Outcome> estimateTogether(List<Child> children) {
    long start = System.nanoTime();
    List<Plan> plans = children.stream().map(Child::plan).toList();
    List<Answers> answers;
    try (ChildGroup group = new ChildGroup(plans, supernet.weights(), settings.batchNorm())) {
      group.recalibrate(recalibration);
      group.answerAll(validation);
      answers = group.answers();
    } catch (RuntimeException e) {
      return children.size() == 1
          ? List.of(new Failure(children.get(0).architecture(), reason(e)))
          : children.stream().flatMap(child -> estimateTogether(List.of(child)).stream()).toList();
    }
    double seconds = (System.nanoTime() - start) / 1e9 / children.size();
    List<Outcome> outcomes = new ArrayList<>();
    for (int c = 0; c < children.size(); c++) {
      outcomes.add(outcome(children.get(c).architecture(), answers.get(c).score(), seconds));
    }
    return outcomes;
  }

  private Outcome outcome(Architecture architecture, Score score, double seconds) {
    if (!Double.isFinite(score.loss())) {
      return new Failure(architecture, "its loss is " + score.loss());
    }
    return new Estimate(
        architecture,
        score.by(settings.score()),
        score.standardErrorBy(settings.score()),
        score.images(),
        seconds);
  }

  private static String reason(Throwable e) {
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    String message = deepest.getMessage();
    return message == null || message.isBlank() ? deepest.toString() : message;
  }
}

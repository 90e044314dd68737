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
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Estimates architectures by their score on the search-validation images with a supernet's weights.
 *
 * <p>Usually each child gets its own batch-norm statistics, measured on training images: the shared
 * ones are a mixture over all children (Bender et al., ICML 2018; Guo et al., ECCV 2020). The
 * children of a batch are run together, and computations that they share are done once. Several
 * groups of children are run at a time, each on one thread; the outcome of a child depends neither
 * on the number of workers nor, without racing, on the other children. For one caller at a time.
 */
public final class SupernetEstimator implements Estimator {

  private final Supernet supernet;
  private final List<Batch> recalibration;
  private final List<Batch> validation;
  private final EstimateSettings settings;
  private final int workers;

  /** The leaders of earlier races, the best first. */
  private List<EvaluatedChild> leaders = List.of();

  /**
   * An estimator that keeps its images in memory.
   *
   * @param recalibration training images for the statistics, 2,000 to 4,000 are usual
   * @param validation the search-validation images
   * @param settings the statistics and the score
   * @param workers the number of groups of children estimated at once, at least 1
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
  public void remember(List<Outcome> outcomes) {
    if (settings.racing() > 0) {
      Map<Architecture, EvaluatedChild> full = new LinkedHashMap<>();
      for (Architecture leading : leading(outcomes)) {
        full.put(leading, new EvaluatedChild(leading, plan(leading)));
      }
      run(List.copyOf(full.values()), new Race(0, settings.score()));
      lead(full.values());
    }
  }

  @Override
  public List<Outcome> estimate(List<Architecture> batch) {
    List<Outcome> outcomes = new ArrayList<>();
    Map<Integer, EvaluatedChild> children = new LinkedHashMap<>();
    for (Architecture architecture : batch) {
      try {
        children.put(outcomes.size(), new EvaluatedChild(architecture, plan(architecture)));
        outcomes.add(null);
      } catch (RuntimeException e) {
        outcomes.add(new Failure(architecture, reason(e)));
      }
    }
    Race race = new Race(settings.racing(), settings.score());
    run(List.copyOf(children.values()), race);
    lead(children.values());
    children.forEach((n, child) -> outcomes.set(n, outcome(child, race)));
    return List.copyOf(outcomes);
  }

  /**
   * The outcome of a child; the score of a dropped one is corrected to be comparable with the
   * others.
   */
  private Outcome outcome(EvaluatedChild child, Race race) {
    Outcome outcome = child.outcome(settings.score());
    if (child.isRunning() || leaders.isEmpty() || !(outcome instanceof Estimate e)) {
      return outcome;
    }
    double rest = race.rest(e.images(), leaderAnswers());
    return new Estimate(
        e.architecture(), e.score() + rest, e.standardError(), e.images(), e.seconds());
  }

  private Plan plan(Architecture architecture) {
    return supernet.blueprint().plan(architecture).live();
  }

  private void run(List<EvaluatedChild> children, Race race) {
    List<Integer> stages = race.stages(validation.size());
    List<Answers> before = leaderAnswers();
    List<Lane> lanes = lanes(children);
    try (WorkerPool pool = new WorkerPool(workers)) {
      int from = 0;
      for (int to : stages) {
        boolean last = to == validation.size();
        List<Batch> images = validation.subList(from, to);
        pool.all(lanes.stream().<Callable<Lane>>map(lane -> () -> lane.run(images, last)).toList());
        if (!last) {
          race.cut(children.stream().filter(EvaluatedChild::isRunning).toList(), before);
        }
        from = to;
      }
    } finally {
      lanes.forEach(Lane::close);
    }
  }

  private List<Answers> leaderAnswers() {
    return leaders.stream().map(EvaluatedChild::answers).toList();
  }

  private List<Lane> lanes(List<EvaluatedChild> children) {
    long memory = settings.memoryMb() * 1_000_000L / workers;
    boolean ownStatistics = settings.batchNorm() != Statistics.SHARED;
    return new ChildGroups(memory, validation.get(0).count(), workers, ownStatistics)
        .split(children.stream().map(EvaluatedChild::plan).toList()).stream()
            .map(group -> group.stream().map(children::get).toList())
            .map(group -> new Lane(group, supernet.weights(), settings.batchNorm(), recalibration))
            .toList();
  }

  private int images() {
    return validation.stream().mapToInt(Batch::count).sum();
  }

  /** Of the estimates on all images, the best, with which later races compare. */
  private List<Architecture> leading(List<Outcome> outcomes) {
    Map<Architecture, Double> scores = new LinkedHashMap<>();
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Estimate e && e.images() == images()) {
        scores.merge(e.architecture(), e.score(), Math::max);
      }
    }
    if (scores.isEmpty()) {
      return List.of();
    }
    double[] sorted = scores.values().stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double least = sorted[Math.max(0, sorted.length - settings.racing())];
    return scores.entrySet().stream()
        .filter(score -> score.getValue() >= least)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Keeps the best, with their answers to all images, for later races. */
  private void lead(Collection<EvaluatedChild> children) {
    if (settings.racing() == 0) {
      return;
    }
    Map<Architecture, EvaluatedChild> known = new LinkedHashMap<>();
    leaders.forEach(child -> known.put(child.architecture(), child));
    for (EvaluatedChild child : children) {
      if (child.isRunning() && child.outcome(settings.score()) instanceof Estimate) {
        known.putIfAbsent(child.architecture(), child);
      }
    }
    leaders =
        known.values().stream()
            .sorted(Comparator.comparingDouble(c -> -c.answers().score().by(settings.score())))
            .limit(settings.racing())
            .toList();
  }

  /** The reason for an error, in words for the user. */
  static String reason(Throwable e) {
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    String message = deepest.getMessage();
    return message == null || message.isBlank() ? deepest.toString() : message;
  }
}

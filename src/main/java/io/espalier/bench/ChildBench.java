package io.espalier.bench;

import io.espalier.cost.CostModel;
import io.espalier.data.Batch;
import io.espalier.data.BatchReader;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Outcome;
import io.espalier.plan.Plan;
import io.espalier.progress.Progress;
import io.espalier.space.Architecture;
import io.espalier.supernet.Mode;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.evaluate.EstimateSettings;
import io.espalier.supernet.evaluate.Evaluator;
import io.espalier.supernet.evaluate.SharedPlan;
import io.espalier.supernet.evaluate.SupernetEstimator;
import io.espalier.supernet.train.Recipe;
import io.espalier.supernet.train.StepBench;
import java.util.List;

/**
 * Measures the cost of evaluating and training children of a supernet in several ways, which take
 * turns so that other load on the machine affects all of them. Batch norms use the supernet's
 * statistics; measuring a child's own would cost as much per image as evaluating it.
 */
public final class ChildBench {

  private static final Recipe RECIPE = new Recipe(1, 64, 1e-4, 0.9, 3e-4, 5, 0, 0);

  private final Supernet supernet;
  private final List<Architecture> children;
  private final List<Plan> plans;
  private final BatchReader images;
  private final SupernetEstimator estimator;

  private final Meter plain = new Meter("evaluation, one by one, batch norms apart", "image");
  private final Meter single = new Meter("evaluation, one by one", "image");
  private final Meter merged = new Meter("evaluation, merged", "image");
  private final Meter step = new Meter("training step", "image");

  /**
   * A bench of these children.
   *
   * @param images the images to evaluate on, whose first batch is trained on
   * @param settings the memory limit and the kind of statistics
   */
  public ChildBench(
      Supernet supernet,
      List<Architecture> children,
      BatchReader images,
      EstimateSettings settings,
      int workers) {
    this.supernet = supernet;
    this.children = List.copyOf(children);
    this.plans = children.stream().map(child -> supernet.blueprint().plan(child).live()).toList();
    this.images = images;
    this.estimator = new SupernetEstimator(supernet, images, images, settings, workers);
  }

  /** The share of the multiply-accumulates of all children that merging them saves. */
  public double savedShare() {
    long together = CostModel.macs(SharedPlan.of(plans, false).plan());
    return 1 - (double) together / plans.stream().mapToLong(CostModel::macs).sum();
  }

  /** Measures each way {@code rounds} times, after one warm-up round. */
  public List<Timing> measure(int rounds, Progress progress) {
    int classes = supernet.blueprint().scale().classes();
    try (StepBench steps = new StepBench(supernet.weights(), RECIPE, classes);
        Progress.Task task = progress.begin("bench", "rounds", rounds + 1, 0)) {
      for (int round = 0; round <= rounds && !progress.stopRequested(); round++) {
        evaluate();
        for (Plan plan : plans) {
          Batch batch = images.sequential(0);
          step.measure(batch.count(), () -> steps.run(plan, batch));
        }
        if (round == 0) {
          List.of(plain, single, merged, step).forEach(Meter::reset);
        }
        task.advance(1, "");
      }
    }
    return List.of(plain.cost(), single.cost(), merged.cost(), step.cost());
  }

  private void evaluate() {
    List<Batch> batches = Evaluator.batches(images);
    long count = batches.stream().mapToLong(Batch::count).sum();
    Evaluator evaluator = new Evaluator();
    for (Architecture child : children) {
      plain.measure(
          count,
          () ->
              evaluator.score(
                  supernet.runner(child), supernet.weights(), Mode.EVALUATION, batches));
      single.measure(count, () -> estimate(List.of(child)));
    }
    merged.measure(count * children.size(), () -> estimate(children));
  }

  private void estimate(List<Architecture> some) {
    for (Outcome outcome : estimator.estimate(some)) {
      if (!(outcome instanceof Estimate)) {
        throw new IllegalStateException("a child could not be evaluated: " + outcome);
      }
    }
  }
}

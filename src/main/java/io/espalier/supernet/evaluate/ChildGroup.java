package io.espalier.supernet.evaluate;

import io.espalier.data.Batch;
import io.espalier.plan.Plan;
import io.espalier.supernet.Folded;
import io.espalier.supernet.Mode;
import io.espalier.supernet.PlanRunner;
import io.espalier.supernet.Weights;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Children that are run together as a {@link SharedPlan}, with their own batch-norm statistics if
 * the settings say so. For one thread at a time.
 */
final class ChildGroup implements AutoCloseable {

  private final SharedPlan shared;
  private final Statistics statistics;
  private final Weights weights;
  private final Evaluator evaluator = new Evaluator();

  /**
   * Combines children; {@code supernet} must stay open as long as they are used.
   *
   * @param plans the children's plans, at least one
   */
  ChildGroup(List<Plan> plans, Weights supernet, Statistics statistics) {
    this.statistics = statistics;
    this.shared = SharedPlan.of(plans, statistics != Statistics.SHARED);
    this.weights =
        supernet.under(shared.plan(), shared::origin, statistics == Statistics.RECALIBRATED);
  }

  /** Measures the statistics of all children on training images, if they have their own. */
  void recalibrate(List<Batch> images) {
    if (statistics == Statistics.RECALIBRATED) {
      evaluator.recalibrate(new PlanRunner(shared.plan()), weights, images);
    }
  }

  /**
   * Lets some of the children, given by their indices, answer images.
   *
   * @param answers gives the answers of a child, to add to
   */
  void answer(List<Integer> children, List<Batch> images, IntFunction<Answers> answers) {
    Plan plan = shared.plan(children);
    List<Answers> each = children.stream().map(answers::apply).toList();
    if (statistics == Statistics.BATCH) {
      answer(each, new PlanRunner(plan), weights, Mode.BATCH_STATISTICS, images);
      return;
    }
    try (Folded folded = Folded.of(plan, weights)) {
      PlanRunner runner = new PlanRunner(folded.plan());
      answer(each, runner, folded.weights(), Mode.EVALUATION, images);
    }
  }

  private void answer(
      List<Answers> each, PlanRunner runner, Weights with, Mode mode, List<Batch> images) {
    for (Batch batch : images) {
      float[][] logits = evaluator.logits(runner, with, mode, batch);
      int classes = logits[0].length / each.size();
      for (int n = 0; n < logits.length; n++) {
        int label = (int) batch.labels().get(n);
        for (int c = 0; c < each.size(); c++) {
          each.get(c).add(logits[n], c * classes, classes, label);
        }
      }
    }
  }

  @Override
  public void close() {
    weights.close();
  }
}

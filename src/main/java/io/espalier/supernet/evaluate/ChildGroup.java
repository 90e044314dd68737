package io.espalier.supernet.evaluate;

import io.espalier.data.Batch;
import io.espalier.plan.Plan;
import io.espalier.supernet.Folded;
import io.espalier.supernet.Mode;
import io.espalier.supernet.PlanRunner;
import io.espalier.supernet.Weights;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Children that are run together as a {@link SharedPlan}, with batch-norm statistics of their own
 * where the settings want them. For one thread at a time.
 */
final class ChildGroup implements AutoCloseable {

  private final SharedPlan shared;
  private final Statistics statistics;
  private final Weights weights;
  private final List<Answers> answers;
  private final Evaluator evaluator = new Evaluator();

  /**
   * Puts children together; {@code supernet} is to be closed behind them.
   *
   * @param plans the children's plans, at least one
   */
  ChildGroup(List<Plan> plans, Weights supernet, Statistics statistics) {
    this.statistics = statistics;
    this.shared = SharedPlan.of(plans, statistics != Statistics.SHARED);
    this.answers = plans.stream().map(plan -> new Answers()).toList();
    this.weights =
        supernet.under(shared.plan(all()), shared::origin, statistics == Statistics.RECALIBRATED);
  }

  /** What each child has answered so far. */
  List<Answers> answers() {
    return answers;
  }

  /** Lets all children answer further images. */
  void answerAll(List<Batch> images) {
    answer(all(), images);
  }

  private List<Integer> all() {
    return IntStream.range(0, answers.size()).boxed().toList();
  }

  /** Measures the statistics of all children on training images, if they have their own. */
  void recalibrate(List<Batch> images) {
    if (statistics == Statistics.RECALIBRATED) {
      evaluator.recalibrate(new PlanRunner(shared.plan(all())), weights, images);
    }
  }

  /** Lets some of the children, by their indices, answer further images. */
  void answer(List<Integer> children, List<Batch> images) {
    Plan plan = shared.plan(children);
    if (statistics == Statistics.BATCH) {
      answer(children, new PlanRunner(plan), weights, Mode.BATCH_STATISTICS, images);
      return;
    }
    try (Folded folded = Folded.of(plan, weights)) {
      PlanRunner runner = new PlanRunner(folded.plan());
      answer(children, runner, folded.weights(), Mode.EVALUATION, images);
    }
  }

  private void answer(
      List<Integer> children, PlanRunner runner, Weights with, Mode mode, List<Batch> images) {
    for (Batch batch : images) {
      float[][] logits = evaluator.logits(runner, with, mode, batch);
      int classes = logits[0].length / children.size();
      for (int n = 0; n < logits.length; n++) {
        int label = (int) batch.labels().get(n);
        for (int c = 0; c < children.size(); c++) {
          answers.get(children.get(c)).add(logits[n], c * classes, classes, label);
        }
      }
    }
  }

  @Override
  public void close() {
    weights.close();
  }
}

package io.espalier.retrain;

import io.espalier.data.Batch;
import io.espalier.supernet.Mode;
import io.espalier.supernet.PlanRunner;
import io.espalier.supernet.Weights;
import io.espalier.supernet.evaluate.Evaluator;
import io.espalier.supernet.train.Supervision;
import java.util.List;
import java.util.function.Predicate;

/**
 * A training that is measured on validation images after each epoch.
 *
 * @param batches the images
 * @param worthwhile whether it is worth going on, by the accuracies so far
 */
record ValidationSupervision(
    Evaluator evaluator,
    PlanRunner runner,
    Weights weights,
    List<Batch> batches,
    Predicate<List<Double>> worthwhile,
    int rollbacks)
    implements Supervision {

  @Override
  public double accuracyPercent() {
    return evaluator.score(runner, weights, Mode.EVALUATION, batches).accuracyPercent();
  }

  @Override
  public boolean goesOn(List<Double> accuraciesPercent) {
    return worthwhile.test(accuraciesPercent);
  }
}

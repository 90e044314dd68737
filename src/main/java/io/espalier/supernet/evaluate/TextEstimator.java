package io.espalier.supernet.evaluate;

import io.espalier.data.text.TextReader;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Estimator;
import io.espalier.estimate.Failure;
import io.espalier.estimate.Measure;
import io.espalier.estimate.Outcome;
import io.espalier.space.Architecture;
import io.espalier.supernet.SequenceRunner;
import io.espalier.supernet.Supernet;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Estimates recurrent networks by how well they predict the search-validation text with a
 * supernet's weights: minus the mean cross-entropy of a token in nats, which is minus the logarithm
 * of the perplexity. Its standard error treats tokens as independent. For one caller at a time.
 *
 * @param supernet must stay open meanwhile
 * @param validation the text
 * @param workers the number of networks run at once, each on one thread
 */
public record TextEstimator(Supernet supernet, TextReader validation, int workers)
    implements Estimator {

  @Override
  public List<Outcome> estimate(List<Architecture> batch) {
    try (WorkerPool pool = new WorkerPool(workers)) {
      return pool.all(batch.stream().<Callable<Outcome>>map(each -> () -> estimate(each)).toList());
    }
  }

  private Outcome estimate(Architecture architecture) {
    long start = System.nanoTime();
    try {
      Score score =
          TextEvaluator.score(
              new SequenceRunner(supernet.blueprint().plan(architecture)),
              supernet.weights(),
              validation);
      double seconds = (System.nanoTime() - start) / 1e9;
      return Double.isFinite(score.loss())
          ? new Estimate(
              architecture,
              score.by(Measure.LOSS),
              score.standardErrorBy(Measure.LOSS),
              score.images(),
              seconds)
          : new Failure(architecture, "its loss is " + score.loss());
    } catch (RuntimeException e) {
      return new Failure(architecture, SupernetEstimator.reason(e));
    }
  }
}

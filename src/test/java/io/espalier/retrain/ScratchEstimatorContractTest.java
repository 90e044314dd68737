package io.espalier.retrain;

import io.espalier.estimate.Estimator;
import io.espalier.estimate.EstimatorContract;
import io.espalier.progress.Progress;
import io.espalier.space.Architecture;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

class ScratchEstimatorContractTest implements EstimatorContract {

  @TempDir Path folder;

  private final Candidates candidates = new Candidates();
  private int made;

  /** In a folder of its own, so that nothing is read that should have been trained again. */
  @Override
  public Estimator estimator() {
    candidates.rates.put(candidates.architecture(2, 1), Candidates.WILD);
    return candidates.estimator(
        folder.resolve(Integer.toString(made++)), MedianRule.NONE, Progress.SILENT);
  }

  @Override
  public List<Architecture> architectures() {
    return List.of(
        candidates.architecture(1, 1),
        candidates.architecture(0, 0),
        candidates.architecture(2, 1),
        candidates.architecture(1, 2));
  }
}

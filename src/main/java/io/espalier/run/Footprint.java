package io.espalier.run;

import io.espalier.plan.Plan;
import io.espalier.settings.RetrainSettings;
import io.espalier.settings.Settings;
import io.espalier.supernet.MemoryNeed;
import io.espalier.supernet.PyTorch;
import java.util.List;

/** Checks the memory that trainings need, so that none is started that cannot finish. */
final class Footprint {

  private final Run run;
  private final Settings settings;

  Footprint(Run run) {
    this.run = run;
    this.settings = run.settings();
  }

  /**
   * Checks the memory for training the supernet.
   *
   * @throws io.espalier.error.InputError if there is too little
   */
  MemoryNeed supernet() {
    MemoryNeed need =
        MemoryNeed.ofSupernet(
            "the training of the supernet",
            run.task().networks().supernet(),
            batch(settings.train().recipe().batchSize()));
    need.refuse(PyTorch.device(run.settings().device()), "train");
    return need;
  }

  /**
   * Checks the memory for retraining.
   *
   * @throws io.espalier.error.InputError if there is too little
   */
  MemoryNeed retraining() {
    RetrainSettings retrain = settings.retrain();
    return retraining(
        MemoryNeed.plans(run.task().networks().sized(retrain.channels(), retrain.cells())));
  }

  /** As {@link #retraining()}, of one of these networks. */
  MemoryNeed retraining(List<Plan> plans) {
    MemoryNeed need =
        MemoryNeed.ofOne(
            "the retraining", plans, batch(run.retrainRecipe().training().batchSize()));
    need.refuse(PyTorch.device(run.settings().device()), "retrain");
    return need;
  }

  private long batch(int size) {
    return run.task().itemsPerStep(size);
  }
}

package io.espalier.run;

import io.espalier.plan.Plan;
import io.espalier.settings.RetrainSettings;
import io.espalier.settings.Settings;
import io.espalier.supernet.MemoryNeed;
import io.espalier.supernet.PyTorch;
import java.util.List;

/** What the trainings of a configuration need of memory, so that none is begun that cannot end. */
final class Footprint {

  private final Run run;
  private final Settings settings;

  Footprint(Run run) {
    this.run = run;
    this.settings = run.settings();
  }

  /**
   * That of the supernet.
   *
   * @throws io.espalier.error.InputError if there is less
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
   * That of the retraining.
   *
   * @throws io.espalier.error.InputError if there is less
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

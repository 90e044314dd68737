package io.espalier.config;

import io.espalier.plan.Plan;
import io.espalier.plan.Scale;
import io.espalier.plan.zoo.Blueprints;
import io.espalier.supernet.MemoryNeed;
import io.espalier.supernet.PyTorch;
import java.util.List;

/** What the trainings of a configuration need of memory, so that none is begun that cannot end. */
final class Footprint {

  private final Config config;
  private final Parts parts;

  Footprint(Config config, Parts parts) {
    this.config = config;
    this.parts = parts;
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
            parts.blueprint(),
            batch(config.train().recipe().batchSize()));
    need.refuse(PyTorch.device(config.device()), "train");
    return need;
  }

  /**
   * That of the retraining.
   *
   * @throws io.espalier.error.InputError if there is less
   */
  MemoryNeed retraining() {
    Scale own = parts.blueprint().scale();
    Config.RetrainSection retrain = config.retrain();
    Scale scale =
        new Scale(
            retrain.channels() == 0 ? own.channels() : retrain.channels(),
            retrain.cells() == 0 ? own.cells() : retrain.cells(),
            own.input(),
            own.classes());
    return retraining(MemoryNeed.plans(Blueprints.named(config.space().name(), scale)));
  }

  /** As {@link #retraining()}, of one of these networks. */
  MemoryNeed retraining(List<Plan> plans) {
    MemoryNeed need =
        MemoryNeed.ofOne("the retraining", plans, batch(Recipes.of(config).training().batchSize()));
    need.refuse(PyTorch.device(config.device()), "retrain");
    return need;
  }

  /** Images, which are no more than there are, or tokens. */
  private long batch(int size) {
    return parts.text().isPresent()
        ? (long) size * config.data().sequenceLength()
        : Math.min(size, parts.split().training().count());
  }
}

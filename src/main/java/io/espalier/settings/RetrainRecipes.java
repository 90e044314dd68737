package io.espalier.settings;

import io.espalier.data.Augmentation;
import io.espalier.data.augment.CutMix;
import io.espalier.error.InputError;
import io.espalier.retrain.RetrainRecipe;
import io.espalier.supernet.train.Recipe;
import io.espalier.supernet.train.Regularisation;
import java.util.Optional;

/** Recipes from the settings of retrainings. */
final class RetrainRecipes {

  private RetrainRecipes() {}

  /**
   * The recipe of a configuration.
   *
   * @throws InputError if a value is out of its range
   */
  static RetrainRecipe of(RetrainSettings retrain, DataSettings data, Catalogues catalogues) {
    Recipe descent =
        retrain
            .descent()
            .with(
                catalogues
                    .optimizers()
                    .named(retrain.optimizer())
                    .create(retrain.own().get(retrain.optimizer())),
                catalogues
                    .annealings()
                    .named(retrain.annealing())
                    .create(retrain.own().get(retrain.annealing())));
    Augmentation augmentation =
        new Augmentation(
                retrain.cropPadding() < 0 ? data.cropPadding() : retrain.cropPadding(),
                data.flip(),
                retrain.cutout() < 0 ? data.cutout() : retrain.cutout(),
                retrain.augmentOperations(),
                retrain.augmentMagnitude())
            .with(data.cropArea(), data.colourJitter())
            .with(
                catalogues.policies().named(retrain.augmentPolicy()),
                new CutMix(retrain.cutmix(), retrain.cutmixTimes()));
    // Refuses values out of range before anything starts.
    new Regularisation(retrain.auxiliary(), retrain.dropPath(), Optional.empty());
    if (!(retrain.distil() >= 0 && retrain.distil() <= 1)) {
      throw new InputError(
          "retrain.distil is %s; allowed is a share from 0 (none) to 1"
              .formatted(retrain.distil()));
    }
    if (!(retrain.averageDecay() >= 0 && retrain.averageDecay() < 1)) {
      throw new InputError(
          "retrain.average_decay is %s; allowed is a decay from 0 (none) to below 1"
              .formatted(retrain.averageDecay()));
    }
    return new RetrainRecipe(
        descent,
        augmentation,
        retrain.averageDecay(),
        retrain.auxiliary(),
        retrain.dropPath(),
        retrain.distil());
  }
}

package io.espalier.settings;

import io.espalier.data.Augmentation;
import io.espalier.error.InputError;
import io.espalier.retrain.RetrainRecipe;
import io.espalier.supernet.train.Annealing;
import io.espalier.supernet.train.Optimizer;
import io.espalier.supernet.train.Recipe;
import io.espalier.supernet.train.Regularisation;
import java.util.List;
import java.util.Optional;

/** Recipes from the settings of retrainings. */
final class RetrainRecipes {

  private static final List<String> OPTIMIZERS = List.of("sgd", "rmsprop");
  private static final List<String> ANNEALINGS = List.of("cosine", "exponential");

  private RetrainRecipes() {}

  /**
   * The recipe of a configuration.
   *
   * @throws InputError if a value is out of its range
   */
  static RetrainRecipe of(RetrainSettings retrain, DataSettings data) {
    Recipe descent = retrain.descent().with(optimizer(retrain), annealing(retrain));
    Augmentation augmentation =
        new Augmentation(
            retrain.cropPadding() < 0 ? data.cropPadding() : retrain.cropPadding(),
            data.flip(),
            retrain.cutout() < 0 ? data.cutout() : retrain.cutout(),
            retrain.augmentOperations(),
            retrain.augmentMagnitude());
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

  private static Optimizer optimizer(RetrainSettings retrain) {
    return switch (retrain.optimizer()) {
      case "sgd" -> new Optimizer.Sgd();
      case "rmsprop" -> new Optimizer.RmsProp(retrain.rmsDecay(), retrain.rmsEpsilon());
      default -> throw InputError.unknown("retrain.optimizer", retrain.optimizer(), OPTIMIZERS);
    };
  }

  private static Annealing annealing(RetrainSettings retrain) {
    return switch (retrain.annealing()) {
      case "cosine" -> new Annealing.Cosine();
      case "exponential" ->
          new Annealing.Exponential(retrain.annealFactor(), retrain.annealEpochs());
      default -> throw InputError.unknown("retrain.annealing", retrain.annealing(), ANNEALINGS);
    };
  }
}

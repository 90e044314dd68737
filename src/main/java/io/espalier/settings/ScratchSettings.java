package io.espalier.settings;

import io.espalier.retrain.MedianRule;
import io.espalier.retrain.RetrainRecipe;

/**
 * Trainings from scratch to compare architectures: those of {@code retrain}, but cheaper.
 *
 * @param epochs epochs; 0 for those of the retraining
 * @param trainingImages the number of training images; 0 for all
 * @param channels channels of the first stage; 0 for those of the retraining
 * @param cells cells per stage; 0 for those of the retraining
 * @param stopFrom the number of trainings after which the median rule stops others early; 0 for
 *     never
 * @param stopAfter the minimum number of epochs of every training
 */
public record ScratchSettings(
    int epochs, int trainingImages, int channels, int cells, int stopFrom, int stopAfter) {

  /** The same as the retraining, without early stopping. */
  public static final ScratchSettings FULL = new ScratchSettings(0, 0, 0, 0, 0, 1);

  /** The recipe of the retraining, with these epochs. */
  public RetrainRecipe of(RetrainRecipe recipe) {
    return epochs == 0 ? recipe : recipe.withEpochs(epochs);
  }

  /** The rule by which trainings are given up. */
  public MedianRule rule() {
    return new MedianRule(stopFrom, stopAfter);
  }
}

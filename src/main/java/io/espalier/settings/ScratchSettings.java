package io.espalier.settings;

import io.espalier.retrain.MedianRule;
import io.espalier.retrain.RetrainRecipe;

/**
 * How architectures are trained from scratch to be compared: as {@code retrain} says, for less.
 *
 * @param epochs passes over the images; 0 for those of the retraining
 * @param trainingImages how many of the training images are used; 0 for all
 * @param channels channels of the first stage; 0 for those of the retraining
 * @param cells cells per stage; 0 for those of the retraining
 * @param stopFrom how many trainings must be done before the median rule gives others up; 0 never
 * @param stopAfter how many epochs every training is given at least
 */
public record ScratchSettings(
    int epochs, int trainingImages, int channels, int cells, int stopFrom, int stopAfter) {

  /** As the retraining, and to the end. */
  public static final ScratchSettings FULL = new ScratchSettings(0, 0, 0, 0, 0, 1);

  /** The recipe of the retraining, as long as these want it. */
  public RetrainRecipe of(RetrainRecipe recipe) {
    return epochs == 0 ? recipe : recipe.withEpochs(epochs);
  }

  /** The rule by which trainings are given up. */
  public MedianRule rule() {
    return new MedianRule(stopFrom, stopAfter);
  }
}

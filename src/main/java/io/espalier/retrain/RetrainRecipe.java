package io.espalier.retrain;

import io.espalier.data.Augmentation;
import io.espalier.supernet.train.Averaging;
import io.espalier.supernet.train.Recipe;
import io.espalier.supernet.train.Regularisation;
import io.espalier.supernet.train.Teacher;
import java.util.Optional;

/**
 * The settings for training a standalone network. They affect only its weights.
 *
 * @param training the settings of gradient descent
 * @param augmentation the augmentation of training images
 * @param averageDecay the weight of the past, per step, in a moving average of weights and
 *     batch-norm statistics, which is the result; 0 for none
 * @param auxiliary the weight of the loss of an {@link AuxiliaryHead}; 0 for none
 * @param dropPath the share of branches dropped at the end of the training; 0 for none
 * @param distil the teacher's share in the targets; 0 for none
 */
public record RetrainRecipe(
    Recipe training,
    Augmentation augmentation,
    double averageDecay,
    double auxiliary,
    double dropPath,
    double distil) {

  /** Gradient descent and augmentation alone. */
  public static RetrainRecipe plain(Recipe training, Augmentation augmentation) {
    return new RetrainRecipe(training, augmentation, 0, 0, 0, 0);
  }

  /** This recipe with another number of epochs. */
  public RetrainRecipe withEpochs(int epochs) {
    return new RetrainRecipe(
        training.withEpochs(epochs), augmentation, averageDecay, auxiliary, dropPath, distil);
  }

  Averaging averaging() {
    return new Averaging(averageDecay, 0, true);
  }

  /**
   * The regularisation of the training.
   *
   * @param teacher the teacher, if it has a share
   */
  Regularisation regularisation(Optional<Teacher> teacher) {
    if (teacher.isPresent() != distil > 0) {
      throw new IllegalArgumentException("a teacher has a share above 0, and the other way round");
    }
    return new Regularisation(
        auxiliary,
        dropPath,
        teacher.map(someone -> new Regularisation.Distillation(someone, distil)));
  }
}

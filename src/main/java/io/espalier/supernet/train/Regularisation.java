package io.espalier.supernet.train;

import io.espalier.error.InputError;
import java.util.Optional;

/**
 * Regularisation that affects a training, but not the resulting network's structure.
 *
 * @param auxiliary the weight of a second loss, that of an auxiliary head (Szegedy et al., CVPR
 *     2015): the plan's output then holds two sets of logits, first the network's, then the head's;
 *     0 for none
 * @param dropPath the probability with which a branch is dropped at the end of the training, see
 *     {@link DropPath}; 0 for none
 * @param distillation the teacher and its weight; empty for the labels alone
 */
public record Regularisation(
    double auxiliary, double dropPath, Optional<Distillation> distillation) {

  /** No regularisation: the labels alone. */
  public static final Regularisation NONE = new Regularisation(0, 0, Optional.empty());

  public Regularisation {
    if (!(auxiliary >= 0 && Double.isFinite(auxiliary)) || !(dropPath >= 0 && dropPath < 1)) {
      throw new InputError(
          "the auxiliary weight is %s and the share of dropped paths %s; allowed are a weight of 0 (none) or more and a share from 0 to below 1"
              .formatted(auxiliary, dropPath));
    }
  }

  /**
   * Distillation (Hinton et al., 2015, at temperature 1).
   *
   * @param teacher a trained network
   * @param share the weight of its answers in the targets; the labels have the rest
   */
  public record Distillation(Teacher teacher, double share) {

    public Distillation {
      if (!(share > 0 && share <= 1)) {
        throw new InputError(
            "the teacher has a share of %s; allowed is a share from 0 (none) to 1"
                .formatted(share));
      }
    }
  }
}

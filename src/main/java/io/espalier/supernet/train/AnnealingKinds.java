package io.espalier.supernet.train;

import io.espalier.catalogue.Catalogue;
import io.espalier.catalogue.Options;
import java.util.List;

/** The falls of the learning rate that come with the program. */
public final class AnnealingKinds {

  /** All of them. */
  public static final Catalogue<AnnealingKind<?>> ALL =
      new Catalogue<>(
          "annealing",
          List.of(
              new AnnealingKind<>(
                  "cosine", "half a cosine to 0", Options.NONE, none -> new Annealing.Cosine()),
              new AnnealingKind<>(
                  "exponential",
                  "a factor every few epochs",
                  new Options<>(
                      Annealing.Exponential.class,
                      """
                      # The factor that the learning rate is multiplied by
                      factor: 0.97
                      # The number of epochs after which it is applied again
                      every: 2.4
                      ---
                      factor: [0, 1]
                      every: [0, 1000000]
                      """),
                  own -> own)));

  private AnnealingKinds() {}
}

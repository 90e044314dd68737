package io.espalier.supernet.train;

import io.espalier.catalogue.Catalogue;
import io.espalier.catalogue.Options;
import java.util.List;

/** The optimizers that come with the program. */
public final class OptimizerKinds {

  /** All of them. */
  public static final Catalogue<OptimizerKind<?>> ALL =
      new Catalogue<>(
          "optimizer",
          List.of(
              new OptimizerKind<>(
                  "sgd", "gradient descent with momentum", Options.NONE, none -> new Sgd()),
              RmsProp.KIND));

  private OptimizerKinds() {}
}

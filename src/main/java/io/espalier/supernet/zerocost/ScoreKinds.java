package io.espalier.supernet.zerocost;

import io.espalier.catalogue.Catalogue;
import java.util.List;

/** The scores of untrained networks that come with the program. */
public final class ScoreKinds {

  /** All of them. */
  public static final Catalogue<ScoreKind> ALL =
      new Catalogue<>("score", List.of(LogSynflowEstimator.KIND, NaswotEstimator.KIND));

  private ScoreKinds() {}
}

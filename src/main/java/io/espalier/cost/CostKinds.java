package io.espalier.cost;

import io.espalier.catalogue.Catalogue;
import java.util.List;

/** The costs that come with the program. */
public final class CostKinds {

  private static final double MILLION = 1e6;

  /** Multiply-accumulates. */
  public static final CostKind MACS =
      new CostKind(
          "macs",
          "multiply-accumulate operations for one image, in millions",
          "million MACs",
          "macs_millions",
          2,
          plan -> CostModel.macs(plan) / MILLION);

  /** Learned values. */
  public static final CostKind PARAMS =
      new CostKind(
          "params",
          "parameters, in millions",
          "million parameters",
          "params_millions",
          3,
          plan -> CostModel.params(plan) / MILLION);

  /** All of them. */
  public static final Catalogue<CostKind> ALL = new Catalogue<>("cost", List.of(MACS, PARAMS));

  private CostKinds() {}
}

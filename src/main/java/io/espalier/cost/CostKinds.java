package io.espalier.cost;

import io.espalier.catalogue.Catalogue;
import java.util.List;

/** The costs that come with the program. */
public final class CostKinds {

  private static final double THOUSAND = 1e3;
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

  /** The most that activations take at a time. */
  public static final CostKind MEMORY =
      new CostKind(
          "memory",
          "peak memory of activations for one image, in kB of 1,000 bytes",
          "kB of activations",
          "memory_kb",
          1,
          plan -> CostModel.activationMegabytes(plan) * THOUSAND);

  /** The size of the weights in a file. */
  public static final CostKind DISK =
      new CostKind(
          "disk",
          "size of the weights as 32-bit floats, in MB of 1,000,000 bytes",
          "MB of weights",
          "disk_mb",
          3,
          plan -> CostModel.weightBytes(plan) / MILLION);

  /** Time on a device, which a table of measurements predicts. */
  public static final CostKind LATENCY =
      CostKind.unknown(
          "latency",
          "milliseconds on a device, as the table in search.latency_table predicts them",
          "ms",
          "latency_ms",
          3);

  /** All of them. */
  public static final Catalogue<CostKind> ALL =
      new Catalogue<>("cost", List.of(MACS, PARAMS, MEMORY, DISK, LATENCY));

  private CostKinds() {}
}

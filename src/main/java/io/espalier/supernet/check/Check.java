package io.espalier.supernet.check;

import ai.djl.Device;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** Runs cases natively and by the reference, and compares. */
public final class Check {

  /** Below this difference, kinks are not examined. */
  private static final double EXACT = 1e-5;

  private Check() {}

  /**
   * Runs a case with several numbers of threads. A faulty native library may crash the process.
   *
   * @param before receives each number of threads right before it is used
   * @return the largest difference for each number of threads
   */
  public static List<Difference> run(CheckCase of, List<Integer> threads, IntConsumer before) {
    List<Difference> differences = new ArrayList<>();
    Result reference = null;
    for (int count : threads) {
      before.accept(count);
      PyTorch.useThreads(count);
      try (Weights weights = of.weights(Device.cpu())) {
        if (reference == null) {
          reference = PlainReference.run(of, weights, Map.of());
        }
        differences.add(difference(of, weights, reference));
      }
    }
    return differences;
  }

  /** Runs a case on a device, which may be another than the processor. */
  public static Difference run(CheckCase of, Device device) {
    try (Weights own = of.weights(Device.cpu());
        Weights there = of.weights(device)) {
      return difference(of, there, PlainReference.run(of, own, Map.of()));
    }
  }

  /**
   * The difference from the reference; if the two are on different sides of a kink, from a
   * reference that takes the same side as the native run. A value close to 0 may be rounded to
   * either side, and whole gradients depend on that, which is not the fault of an operation.
   */
  private static Difference difference(CheckCase of, Weights weights, Result reference) {
    NativeRun run = NativeRun.of(of, weights);
    Difference own = Difference.largest(run.result(), reference);
    if (own.relative() <= EXACT || run.decisive().isEmpty()) {
      return own;
    }
    Result same = PlainReference.run(of, weights, run.decisive());
    return Difference.largest(run.result(), same).explaining(own);
  }
}

package io.espalier.export.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.espalier.plan.Plan;
import io.espalier.random.Seed;
import io.espalier.supernet.Mode;
import io.espalier.supernet.PlanRunner;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Weights;

/** A network with random weights, to be timed in DJL's PyTorch on noise for images. */
public final class DjlTimed implements AutoCloseable {

  private final Weights weights;
  private final PlanRunner runner;
  private final NDManager manager;
  private final NDArray images;

  /**
   * Loads a live plan.
   *
   * @param device {@code cpu}, {@code gpu}, {@code gpu:1}
   * @param threads threads of each operation
   * @throws io.espalier.error.InputError if there is no such device
   */
  public DjlTimed(Plan live, String device, int batch, int threads) {
    PyTorch.useThreads(threads);
    PyTorch.recordGradients(false);
    weights = Weights.initialise(live, PyTorch.device(device), new Seed(0));
    runner = new PlanRunner(live);
    manager = weights.manager().newSubManager();
    images =
        manager.randomNormal(
            new Shape(batch, live.input().channels(), live.input().height(), live.input().width()));
  }

  /** The runtime and its version. */
  public static String runtime() {
    return "DJL %s, PyTorch".formatted(Engine.getDjlVersion());
  }

  /** Runs the network once, up to its output being there. */
  public void run() {
    try (NDManager run = manager.newSubManager()) {
      NDArray input = images.duplicate();
      input.attach(run);
      try (NDArray output = runner.run(weights, input, Mode.EVALUATION)) {
        // Only the values themselves say that a GPU is done.
        output.toFloatArray();
      }
    }
  }

  @Override
  public void close() {
    manager.close();
    weights.close();
  }
}

package io.espalier.supernet;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.error.InputError;
import io.espalier.error.Trouble;

/** The engine under all networks: DJL's PyTorch, with its device, threads and gradient mode. */
public final class PyTorch {

  private PyTorch() {}

  /** A new top-level manager of arrays on {@code device}; the caller closes it. */
  public static NDManager manager(Device device) {
    return engine().newBaseManager(device);
  }

  /**
   * Sets the number of threads that one operation may use. With 1, equal runs give equal bits. A
   * launcher can set it by {@code -Dai.djl.pytorch.num_threads}.
   */
  public static void useThreads(int threads) {
    if (threads < 1) {
      throw new InputError("threads is %d; give 1 or more".formatted(threads));
    }
    engine();
    JniUtils.setNumThreads(threads);
  }

  /**
   * Whether operations called on this thread are recorded for gradients. The setting belongs to the
   * thread and is initially on: a thread that only evaluates switches it off.
   */
  public static void recordGradients(boolean record) {
    engine();
    JniUtils.setGradMode(record);
  }

  /**
   * The device with a name given by the user.
   *
   * @param name {@code cpu}, {@code gpu}, {@code gpu:1}, or {@code auto} for a GPU if there is one
   * @throws InputError if there is no such device on this machine
   */
  public static Device device(String name) {
    int gpus = name.equals("cpu") ? 0 : engine().getGpuCount();
    if (name.equals("cpu") || (name.equals("auto") && gpus == 0)) {
      return Device.cpu();
    }
    if (!name.matches("auto|gpu|gpu:[0-9]{1,3}")) {
      throw new InputError(
          "unknown device '%s'; allowed are cpu, gpu, gpu:0 and auto".formatted(name));
    }
    int index = name.startsWith("gpu:") ? Integer.parseInt(name.substring(4)) : 0;
    if (index >= gpus) {
      throw new InputError(
              "device '%s' was asked for, but %d GPUs were found; use the device cpu or auto"
                  .formatted(name, gpus))
          .see(Trouble.NO_GPU);
    }
    return Device.gpu(index);
  }

  /** What {@link #device} calls a device. */
  public static String name(Device device) {
    return device.isGpu() ? "gpu:" + device.getDeviceId() : "cpu";
  }

  /** The number of GPUs that the engine can use. */
  public static int gpus() {
    return engine().getGpuCount();
  }

  /**
   * The engine, which the first call starts.
   *
   * @throws InputError if its libraries cannot be loaded
   */
  private static Engine engine() {
    if (Once.START.refusal() != null) {
      throw Once.START.refusal();
    }
    return Once.START.engine();
  }

  /** An engine, or the reason why there is none. */
  private record Start(Engine engine, InputError refusal) {}

  /** Looks for the libraries once, though every batch asks for the engine. */
  private static final class Once {
    private static final Start START = start();
  }

  private static Start start() {
    try {
      Libtorch.announce(System.getenv(), System.getProperties());
      return new Start(Engine.getEngine("PyTorch"), null);
    } catch (InputError e) {
      return new Start(null, e);
    } catch (EngineException | LinkageError e) {
      return new Start(null, unloadable(e));
    }
  }

  private static InputError unloadable(Throwable error) {
    return new InputError(
        "PyTorch cannot be loaded (%s): %s. The libraries that it needs, such as libcudart of CUDA, must be in folders that LD_LIBRARY_PATH names"
            .formatted(Libtorch.inForce(System.getenv()), firstCause(error)));
  }

  private static String firstCause(Throwable error) {
    Throwable first = error;
    while (first.getCause() != null && first.getCause() != first) {
      first = first.getCause();
    }
    return String.valueOf(first.getMessage()).lines().findFirst().orElse("");
  }
}

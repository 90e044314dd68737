package io.espalier.doctor;

import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a GPU can be used, and if not, the reason. */
final class Gpu {

  private static final Path NVIDIA = Path.of("/dev/nvidia0");
  private static final Path AMD = Path.of("/dev/kfd");

  private Gpu() {}

  /**
   * The answer as one sentence.
   *
   * @param usable the number of GPUs that PyTorch can use; null if unknown
   */
  static String text(String usable) {
    if (usable != null && !usable.equals("0")) {
      return usable + " can be used (device gpu)";
    }
    if (Files.exists(NVIDIA)) {
      return "there is an NVIDIA GPU, but this build's PyTorch or CUDA's runtime library does not"
          + " see it; docs/gpu.md says which three ways there are";
    }
    return Files.exists(AMD)
        ? "there is an AMD GPU, for which DJL has no PyTorch"
        : "none: no device file of a driver, such as " + NVIDIA;
  }
}

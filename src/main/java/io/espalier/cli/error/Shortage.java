package io.espalier.cli.error;

import java.util.Optional;

/** Recognises errors caused by a lack of memory, disk space, threads or files. */
public final class Shortage {

  /** More than any chain of causes has. */
  private static final int MOST_CAUSES = 20;

  private Shortage() {}

  /** The missing resource and the remedy, in one sentence; empty for other errors. */
  public static Optional<String> of(Throwable error) {
    Throwable each = error;
    for (int depth = 0; each != null && depth < MOST_CAUSES; depth++) {
      Optional<String> said = sentence(each);
      if (said.isPresent()) {
        return said;
      }
      each = each.getCause();
    }
    return Optional.empty();
  }

  private static Optional<String> sentence(Throwable error) {
    String message = String.valueOf(error.getMessage());
    if (message.contains("Too many open files")) {
      return Optional.of(
          "too many files are open for this system; raise the limit first: ulimit -n 4096");
    }
    if (message.contains("No space left on device")) {
      return Optional.of("the disk is full (%s); free some space".formatted(message));
    }
    if (message.contains("native thread")) {
      return Optional.of(
          "the system allows no further threads; raise the limit (ulimit -u), or use fewer: --threads 1, search.workers=1");
    }
    // The messages of PyTorch for lack of memory, on the CPU and on a GPU.
    if (message.contains("DefaultCPUAllocator") || message.contains("CUDA out of memory")) {
      return Optional.of(
          "there is too little memory for these networks (%s); lower the batch size, supernet.channels or search.memory_mb"
              .formatted(message.lines().findFirst().orElse("").strip()));
    }
    if (error instanceof OutOfMemoryError) {
      long allowed = Runtime.getRuntime().maxMemory() >> 20;
      return Optional.of(
          "Java's memory of %d MB is too small for this input; start with ESPALIER_HEAP=%dm, or use less: fewer or smaller images (data.training_images, data.image_size), a shorter text"
              .formatted(allowed, 2 * allowed));
    }
    if (error instanceof StackOverflowError) {
      return Optional.of("the input is nested too deeply to be read");
    }
    if (error instanceof LinkageError) {
      return Optional.of(
          "a library of the program cannot be loaded (%s); see that the disk is not full and files may be opened (ulimit -n), or build again: delete target/launcher"
              .formatted(error));
    }
    return Optional.empty();
  }
}

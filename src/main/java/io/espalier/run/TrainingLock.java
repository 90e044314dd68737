package io.espalier.run;

import io.espalier.error.InputError;
import io.espalier.estimate.EstimateStopped;
import io.espalier.file.FolderLock;
import io.espalier.progress.Progress;
import java.nio.file.Path;

/**
 * Reserves the folder of a training among processes of several machines. A machine that a cluster
 * has given up may still be at it for a while, so another one waits.
 */
final class TrainingLock {

  private static final long MILLISECONDS_BETWEEN_TRIES = 500;
  private static final int TRIES = 240;

  private TrainingLock() {}

  /**
   * Takes the folder of a training.
   *
   * @throws InputError if another process still holds it after two minutes
   */
  static FolderLock take(Path folder, Progress progress) {
    for (int t = 1; ; t++) {
      try {
        return FolderLock.take(folder);
      } catch (InputError e) {
        if (t == TRIES) {
          throw e;
        }
      }
      if (progress.stopRequested()) {
        throw new EstimateStopped();
      }
      try {
        Thread.sleep(MILLISECONDS_BETWEEN_TRIES);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new EstimateStopped();
      }
    }
  }
}

package io.espalier.retrain;

import io.espalier.progress.Progress;
import java.nio.file.Path;
import java.util.Optional;

/** The training of a network for itself, with its data. */
@FunctionalInterface
public interface ChildTraining {

  /**
   * Trains to the end, or until a stop is asked for; then, and only then, the test data are read.
   *
   * @param folder where everything is kept
   * @param resume whether to go on with what the folder holds; a finished training gives its result
   *     again and does nothing
   * @param begin called once, when nothing can be refused any more and nothing was written yet
   * @return the result; empty if it was stopped, and can be resumed
   * @throws io.espalier.error.InputError if the folder holds a training that is not to be resumed
   *     or another one, or cannot be written
   */
  Optional<? extends Retrained> run(Path folder, boolean resume, Runnable begin, Progress progress);
}

package io.espalier.supernet.train;

import io.espalier.error.InputError;
import io.espalier.error.Remedy;
import io.espalier.supernet.Safetensors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights, momentum, averages and state of a training as one file, which is written completely or
 * not at all.
 */
final class Checkpoint {

  private Checkpoint() {}

  static void save(
      Path file,
      Training training,
      ActiveSgd optimizer,
      AverageWeights average,
      Course course,
      TrainingStream.Learner learner,
      TrainingState state) {
    Map<String, String> header = new LinkedHashMap<>(training.identity());
    header.putAll(state.toMetadata());
    List<Safetensors.Entry> tensors = new ArrayList<>(training.weights().entries());
    tensors.addAll(optimizer.entries());
    tensors.addAll(average.entries());
    tensors.addAll(course.entries());
    tensors.addAll(learner.entries());
    Safetensors.write(file, header, tensors);
  }

  /**
   * Brings weights, momentum and averages back to a checkpoint and returns its state.
   *
   * @throws InputError if the file is damaged or belongs to another training; then nothing has
   *     changed
   */
  static TrainingState load(
      Path file,
      Training training,
      ActiveSgd optimizer,
      AverageWeights average,
      Course course,
      TrainingStream.Learner learner) {
    Safetensors content = Safetensors.read(file);
    training
        .identity()
        .forEach(
            (fact, value) -> {
              String found = content.metadata().get(fact);
              if (!value.equals(found)) {
                throw new InputError(
                    "cannot resume from %s: its %s is %s, but %s is configured"
                        .formatted(file, fact, found == null ? "not given" : found, value),
                    Remedy.SAME_SETTINGS,
                    Remedy.OTHER_FOLDER);
              }
            });
    try {
      TrainingState state = TrainingState.of(content.metadata());
      training.weights().read(content);
      optimizer.read(content);
      average.read(content);
      course.read(content, state.step());
      learner.read(content);
      return state;
    } catch (NumberFormatException e) {
      throw new InputError(
          "cannot resume from %s: it holds weights but no state of a training".formatted(file), e);
    } catch (InputError e) {
      throw new InputError("cannot resume from %s: %s".formatted(file, e.getMessage()), e);
    }
  }
}

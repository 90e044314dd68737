package io.espalier.supernet.train;

import io.espalier.supernet.Safetensors;
import io.espalier.supernet.Tensors;
import io.espalier.supernet.Weights;
import io.espalier.supernet.elastic.ChannelOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The course of a training through its phases: what happens before a step is a function of its
 * number and of the weights, so a training that is resumed there does the same.
 */
final class Course implements AutoCloseable {

  private static final String TEACHER = "teacher/";

  private final Training training;
  private final ActiveSgd optimizer;
  private final AverageWeights average;
  private final long stepsPerEpoch;
  private NetworkAsItWas teacher;

  Course(Training training, ActiveSgd optimizer, AverageWeights average) {
    this.training = training;
    this.optimizer = optimizer;
    this.average = average;
    this.stepsPerEpoch = training.stream().stepsPerEpoch();
  }

  private Phase phase(long step) {
    return training.plans().phase(step, training.steps());
  }

  /** The learning rate of a step. */
  double rate(long step) {
    Phase phase = phase(step);
    return phase.rate()
        * training
            .recipe()
            .learningRate(
                step - phase.from(),
                stepsPerEpoch,
                phase.from() == 0,
                (phase.to() - phase.from()) / (double) stepsPerEpoch);
  }

  /** Does what comes before a step, and returns the step's networks. */
  Paths begin(long step) {
    Phase phase = phase(step);
    Phase.Teaching teaching = phase.teaching();
    if (teaching != null && step == teaching.since()) {
      close();
      teacher = new NetworkAsItWas(teaching.plan(), training.weights().copyFor(teaching.plan()));
    }
    if (phase.sorting() != null && step == phase.from()) {
      ChannelOrder order = phase.sorting().order(training.weights());
      order.apply(training.weights().all());
      optimizer.reorder(order);
      average.reorder(order);
    }
    Paths paths = training.paths(step, phase.plans());
    return teaching == null
        ? paths
        : paths.with(new Regularisation.Distillation(teacher, teaching.share()));
  }

  /** The teacher as checkpoint entries. */
  List<Safetensors.Entry> entries() {
    List<Safetensors.Entry> entries = new ArrayList<>();
    if (teacher != null) {
      teacher
          .weights()
          .all()
          .forEach((name, array) -> entries.add(Tensors.entry(TEACHER + name, array)));
    }
    return entries;
  }

  /**
   * Restores the teacher from a checkpoint.
   *
   * @param step the number of steps done
   */
  void read(Safetensors content, long step) {
    close();
    Phase.Teaching teaching = phase(step).teaching();
    if (teaching == null || step <= teaching.since()) {
      return;
    }
    Map<String, Safetensors.Entry> own = new LinkedHashMap<>();
    content
        .tensors()
        .forEach(
            (name, entry) -> {
              if (name.startsWith(TEACHER)) {
                own.put(name.substring(TEACHER.length()), entry);
              }
            });
    teacher =
        new NetworkAsItWas(
            teaching.plan(),
            Weights.of(
                teaching.plan().operations(),
                new Safetensors(Map.of(), own),
                training.weights().device()));
  }

  @Override
  public void close() {
    Optional.ofNullable(teacher).ifPresent(NetworkAsItWas::close);
    teacher = null;
  }
}

package io.espalier.supernet.train;

import io.espalier.error.InputError;
import io.espalier.error.Remedy;
import io.espalier.progress.CpuTime;
import io.espalier.progress.Progress;
import io.espalier.supernet.PyTorch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The one training loop.
 *
 * <p>Weights, momentum and step are one checkpoint, and everything random derives from the step, so
 * a resumed training ends in the same bits as an uninterrupted one if each operation uses one
 * thread ({@link PyTorch#useThreads}). If the loss diverges, the last checkpoint is restored with
 * half the learning rate; after several roll-backs the training is {@link Diverged}.
 */
public final class SupernetTrainer {

  private static final double RATE_AFTER_ROLLBACK = 0.5;
  private static final int MOST_STEPS_PER_ROW = 100;
  private static final double SECONDS_BETWEEN_CHECKPOINTS = 20;

  private final Training training;
  private final ActiveSgd optimizer;
  private final AverageWeights average;
  private final Course course;
  private final Progress progress;
  private final Metrics metrics;
  private final LossGuard guard;
  private final int rollbacks;
  private final TrainingStream.Learner learner;
  private final long stepsPerEpoch;
  private TrainingState state;
  private double savedAt;

  private SupernetTrainer(
      Training training,
      Progress progress,
      ActiveSgd optimizer,
      AverageWeights average,
      Course course) {
    this.training = training;
    this.course = course;
    this.optimizer = optimizer;
    this.average = average;
    this.progress = progress;
    this.metrics =
        new Metrics(training.folder().resolve("metrics.csv"), training.validation().isPresent());
    int classes = training.classes();
    this.guard = new LossGuard(classes);
    this.rollbacks =
        training.validation().map(Supervision::rollbacks).orElse(Supervision.USUAL_ROLLBACKS);
    this.stepsPerEpoch = training.stream().stepsPerEpoch();
    this.learner =
        training.stream()
            .begin(training.weights(), optimizer, training.recipe().labelSmoothing(), classes);
    this.state = TrainingState.start(guard.start());
  }

  /**
   * Trains until all epochs are done or a stop is asked for.
   *
   * @param resume whether to continue from the folder's checkpoint, if it has one
   * @throws InputError if the folder holds a training that is not to be resumed, its checkpoint
   *     belongs to another training, files cannot be written, or the loss keeps diverging
   */
  public static TrainingResult train(Training training, boolean resume, Progress progress) {
    return train(training, training.steps(), resume, () -> {}, progress);
  }

  /**
   * As above.
   *
   * @param until the number of steps after which it pauses and can be resumed
   * @param begin called once, after all checks and before anything is written
   */
  public static TrainingResult train(
      Training training, long until, boolean resume, Runnable begin, Progress progress) {
    PyTorch.recordGradients(true);
    try (ActiveSgd optimizer = new ActiveSgd(training.weights(), training.recipe());
        AverageWeights average = new AverageWeights(training.weights(), training.averaging());
        Course course = new Course(training, optimizer, average)) {
      return new SupernetTrainer(training, progress, optimizer, average, course)
          .run(until, resume, begin);
    } finally {
      PyTorch.recordGradients(false);
    }
  }

  private TrainingResult run(long until, boolean resume, Runnable begin) {
    Path file = Training.last(training.folder());
    boolean resumes = Files.exists(file);
    if (resumes) {
      if (!resume) {
        throw new InputError(
            "%s already holds a training".formatted(training.folder()),
            Remedy.CONTINUE,
            Remedy.OTHER_FOLDER);
      }
      state = Checkpoint.load(file, training, optimizer, average, course, learner);
    }
    begin.run();
    if (!resumes) {
      save();
    }
    metrics.keepThrough(state.step());
    savedAt = state.seconds();
    boolean ended = state.step() >= until;
    while (!ended && isWorthwhile() && !progress.stopRequested()) {
      ended = runToOrRollBack(until);
    }
    if (savedAt != state.seconds()) {
      save();
    }
    return new TrainingResult(
        state.step() == training.steps(),
        state.step(),
        state.rollbacks(),
        state.seconds(),
        state.cpuSeconds(),
        state.lastRow().meanLoss(),
        state.lastRow().accuracyPercent(),
        state.validations());
  }

  private boolean isWorthwhile() {
    return state.validations().isEmpty()
        || training.validation().map(watch -> watch.goesOn(state.validations())).orElse(true);
  }

  /**
   * Runs steps until {@code until} are done, a stop is requested, the training is not worth
   * continuing, or a roll-back is needed.
   *
   * @return whether all these steps are done
   */
  private boolean runToOrRollBack(long until) {
    long steps = training.steps();
    try (Progress.Task task = progress.begin("train", "steps", steps, state.step())) {
      while (state.step() < until && !progress.stopRequested()) {
        long start = System.nanoTime();
        long cpuStart = CpuTime.nanoseconds();
        Paths paths = course.begin(state.step());
        TrainingStep.Outcome outcome = learner.run(state.step(), paths, rate());
        double lossAverage = guard.average(state.lossAverage(), outcome.loss());
        Optional<String> problem =
            guard.problem(outcome.loss(), outcome.gradientNorm(), lossAverage);
        if (problem.isPresent()) {
          rollBack(problem.get());
          return false;
        }
        double spent = (System.nanoTime() - start) / 1e9;
        double cpuSpent = (CpuTime.nanoseconds() - cpuStart) / 1e9;
        state =
            state.after(
                outcome.loss(), outcome.correct(), outcome.images(), lossAverage, spent, cpuSpent);
        average.update(state.step(), steps);
        boolean epochEnds = state.step() % stepsPerEpoch == 0;
        if (epochEnds || state.step() % stepsPerEpoch % MOST_STEPS_PER_ROW == 0) {
          row(epochEnds);
        }
        boolean worthwhile = !epochEnds || isWorthwhile();
        task.advance(1, note());
        if (!worthwhile) {
          break;
        }
        if (state.seconds() - savedAt > SECONDS_BETWEEN_CHECKPOINTS) {
          save();
        }
      }
    }
    return state.step() >= until;
  }

  private double rate() {
    return state.rateFactor() * course.rate(state.step());
  }

  private void row(boolean epochEnds) {
    OptionalDouble accuracy = OptionalDouble.empty();
    if (epochEnds && training.validation().isPresent()) {
      accuracy = OptionalDouble.of(average.measured(training.validation().get()::accuracyPercent));
    }
    long last = state.step() - 1;
    double rate = state.rateFactor() * course.rate(last);
    metrics.append(state, last / stepsPerEpoch + 1, rate, accuracy);
    state = state.withNewRow();
    if (accuracy.isPresent()) {
      double before = state.best();
      state = state.withValidation(accuracy.getAsDouble());
      if (accuracy.getAsDouble() <= before) {
        return;
      }
      Checkpoint.save(
          Training.best(training.folder()), training, optimizer, average, course, learner, state);
    }
  }

  private void save() {
    Checkpoint.save(
        Training.last(training.folder()), training, optimizer, average, course, learner, state);
    savedAt = state.seconds();
  }

  private void rollBack(String problem) {
    long failed = state.step() + 1;
    int times = state.rollbacks() + 1;
    if (times > rollbacks) {
      String tries =
          rollbacks == 0
              ? ""
              : " even after %d roll-backs and at %s of the learning rate"
                  .formatted(rollbacks, state.rateFactor());
      throw new Diverged(
          "training fails at step %d (%s)%s; lower the learning rate, use more warm-up epochs or clip the gradient norm"
              .formatted(failed, problem, tries),
          state.validations());
    }
    double factor = state.rateFactor() * RATE_AFTER_ROLLBACK;
    double seconds = state.seconds();
    double cpuSeconds = state.cpuSeconds();
    state =
        Checkpoint.load(
                Training.last(training.folder()), training, optimizer, average, course, learner)
            .rolledBack(times, factor, seconds, cpuSeconds);
    metrics.keepThrough(state.step());
    savedAt = seconds;
    progress.say(
        "step %d: %s; back to step %d with %s of the learning rate (roll-back %d of at most %d)"
            .formatted(failed, problem, state.step(), factor, times, rollbacks));
  }

  private String note() {
    return String.format(
        Locale.ROOT,
        "loss %.3f top1 %.2f, epoch %d/%d, lr %.4f",
        state.recent().meanLoss(),
        state.recent().accuracyPercent(),
        (state.step() - 1) / stepsPerEpoch + 1,
        training.recipe().epochs(),
        rate());
  }
}

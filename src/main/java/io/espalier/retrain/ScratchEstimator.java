package io.espalier.retrain;

import io.espalier.error.InputError;
import io.espalier.error.Remedy;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.EstimateStopped;
import io.espalier.estimate.Estimator;
import io.espalier.estimate.Failure;
import io.espalier.estimate.Outcome;
import io.espalier.progress.Progress;
import io.espalier.space.Architecture;
import io.espalier.supernet.train.Diverged;
import io.espalier.supernet.train.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Estimates architectures by training each of them from scratch: the regular half of LaNAS (Wang et
 * al., TPAMI 2021); the supernet is the other half. The score is the best validation accuracy over
 * the epochs.
 *
 * <p>Each training has its own folder, so a killed one continues from its checkpoint, and later
 * searches reuse the trainings of earlier ones. An estimate depends on the architecture and, with
 * the median rule, on the trainings that this estimator finished before, never on other content of
 * the folders. A stopped training counts with the accuracy reached, which is below that of the
 * better half but still informative. For one caller at a time.
 */
public final class ScratchEstimator implements Estimator {

  private final Function<Architecture, Retraining> trainings;
  private final Path folder;
  private final Schedule schedule;
  private final Progress progress;
  private final Map<Architecture, Outcome> known = new HashMap<>();
  private final List<List<Double>> finished = new ArrayList<>();

  /**
   * The length of the trainings.
   *
   * @param epochs the number of passes over the training images, as in their recipe
   * @param rule decides which trainings are stopped early
   * @param rollbacks the number of roll-backs to a checkpoint with half the rate that a diverging
   *     training has before it fails; with 0, all are trained alike
   */
  public record Schedule(int epochs, MedianRule rule, int rollbacks) {}

  /**
   * An estimator.
   *
   * @param trainings creates the training of an architecture; all with the same settings
   * @param folder the folder of the trainings, each under its architecture's id; its name must
   *     identify the settings
   * @param schedule their length
   * @param progress is notified of every finished training, and asked whether to stop
   */
  public ScratchEstimator(
      Function<Architecture, Retraining> trainings,
      Path folder,
      Schedule schedule,
      Progress progress) {
    this.trainings = trainings;
    this.folder = folder;
    this.schedule = schedule;
    this.progress = progress;
  }

  @Override
  public List<Outcome> estimate(List<Architecture> batch) {
    List<Outcome> outcomes = new ArrayList<>(batch.size());
    for (Architecture architecture : batch) {
      Outcome outcome = known.get(architecture);
      if (outcome == null) {
        outcome = fresh(architecture);
        known.put(architecture, outcome);
      }
      outcomes.add(outcome);
    }
    return outcomes;
  }

  /**
   * {@inheritDoc}
   *
   * @throws InputError if the median rule is used and the curve of one of them is gone
   */
  @Override
  public void remember(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      Architecture architecture = outcome.architecture();
      known.put(architecture, outcome);
      if (schedule.rule().isUsed()) {
        LearningCurve curve =
            LearningCurve.find(folder(architecture))
                .orElseThrow(
                    () ->
                        new InputError(
                            "%s is missing, which decides when later trainings are given up"
                                .formatted(folder(architecture).resolve(LearningCurve.FILE)),
                            Remedy.RESTORE,
                            Remedy.OTHER_FOLDER));
        keep(curve, stop(curve.accuraciesPercent()));
      }
    }
  }

  private Outcome fresh(Architecture architecture) {
    Path own = folder(architecture);
    Optional<LearningCurve> ended = LearningCurve.find(own);
    // A training that another search has stopped may be worth continuing in this one.
    boolean open =
        ended.isEmpty()
            || (ended.get().end() == LearningCurve.End.GIVEN_UP
                && stop(ended.get().accuraciesPercent()).isEmpty());
    LearningCurve curve = open ? train(architecture, own) : ended.orElseThrow();
    OptionalInt stop = stop(curve.accuraciesPercent());
    keep(curve, stop);
    Outcome outcome = outcome(architecture, curve, stop);
    progress.say(text(outcome, curve, stop));
    return outcome;
  }

  private LearningCurve train(Architecture architecture, Path own) {
    if (progress.stopRequested()) {
      throw new EstimateStopped();
    }
    Retraining training = trainings.apply(architecture);
    int images = training.images().validation().count();
    List<Double> seen = new ArrayList<>();
    Predicate<List<Double>> goesOn =
        accuracies -> {
          seen.clear();
          seen.addAll(accuracies);
          return stop(accuracies).isEmpty();
        };
    LearningCurve curve;
    try {
      curve =
          training
              .curve(own, goesOn, schedule.rollbacks(), progress)
              .orElseThrow(EstimateStopped::new);
    } catch (Diverged e) {
      curve = failed(e.accuraciesPercent(), images, e.getMessage());
    } catch (InputError | EstimateStopped e) {
      throw e;
    } catch (RuntimeException e) {
      // One network that cannot be trained must not stop the search.
      curve = failed(seen, images, e.getClass().getSimpleName() + ": " + e.getMessage());
    }
    curve.write(own);
    forgetWeights(own);
    return curve;
  }

  private static LearningCurve failed(List<Double> accuracies, int images, String reason) {
    return new LearningCurve(accuracies, images, 0, LearningCurve.End.FAILED, reason);
  }

  private OptionalInt stop(List<Double> accuracies) {
    return schedule.rule().stop(accuracies, schedule.epochs(), finished);
  }

  private void keep(LearningCurve curve, OptionalInt stop) {
    if (curve.end() == LearningCurve.End.FINISHED && stop.isEmpty()) {
      finished.add(curve.accuraciesPercent());
    }
  }

  private static Outcome outcome(Architecture architecture, LearningCurve curve, OptionalInt stop) {
    if (curve.end() == LearningCurve.End.FAILED && stop.isEmpty()) {
      return new Failure(architecture, curve.reason());
    }
    int all = curve.accuraciesPercent().size();
    int epochs = stop.orElse(all);
    double share = curve.best(epochs) / 100;
    double error = curve.images() == 0 ? 0 : Math.sqrt(share * (1 - share) / curve.images());
    return new Estimate(
        architecture, 100 * share, 100 * error, curve.images(), curve.seconds() * epochs / all);
  }

  private static String text(Outcome outcome, LearningCurve curve, OptionalInt stop) {
    if (outcome instanceof Failure failure) {
      return "%s failed: %s".formatted(failure.architecture().id(), failure.reason());
    }
    Estimate estimate = (Estimate) outcome;
    return String.format(
        Locale.ROOT,
        "%s: %.2f %% after %d epochs%s, %.0f s",
        estimate.architecture().id(),
        estimate.score(),
        stop.orElse(curve.accuraciesPercent().size()),
        stop.isPresent() ? ", given up by the median rule" : "",
        estimate.seconds());
  }

  private Path folder(Architecture architecture) {
    return folder.resolve(architecture.id());
  }

  /**
   * Deletes the weights: those of thousands of candidates would fill a disk, and only the curves
   * are read again.
   */
  private static void forgetWeights(Path own) {
    try {
      Files.deleteIfExists(Training.last(own));
      Files.deleteIfExists(Training.best(own));
      Files.deleteIfExists(Training.last(own).getParent());
    } catch (IOException e) {
      // A file that cannot be deleted only takes up space.
    }
  }
}

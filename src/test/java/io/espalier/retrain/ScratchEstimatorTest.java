package io.espalier.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.EstimateStopped;
import io.espalier.estimate.Failure;
import io.espalier.estimate.Outcome;
import io.espalier.progress.Progress;
import io.espalier.space.Architecture;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.train.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchEstimatorTest {

  private static final MedianRule RULE = new MedianRule(2, 1);

  @TempDir Path folder;

  private final Candidates candidates = new Candidates();
  private final Architecture good = candidates.architecture(1, 1);
  private final Architecture fine = candidates.architecture(1, 2);
  private final Architecture hopeless = candidates.architecture(2, 2);
  private final Architecture wild = candidates.architecture(2, 1);
  private final Architecture other = candidates.architecture(1, 0);

  @BeforeAll
  static void oneThread() {
    PyTorch.useThreads(1);
  }

  /** Asks to stop at the n-th time that it is asked. */
  private static Progress stopAtQuestion(int last) {
    return new Progress() {
      private int asked;

      @Override
      public Task begin(String what, String unit, long total, long done) {
        return Task.UNSEEN;
      }

      @Override
      public void say(String message) {}

      @Override
      public boolean stopRequested() {
        return ++asked >= last;
      }
    };
  }

  private static Object withoutSeconds(Outcome outcome) {
    return outcome instanceof Estimate e
        ? List.of(e.architecture(), e.score(), e.standardError(), e.images())
        : outcome;
  }

  private static List<Object> withoutSeconds(List<Outcome> outcomes) {
    return outcomes.stream().map(ScratchEstimatorTest::withoutSeconds).toList();
  }

  @Test
  void aTrainingThatRunsAwayIsAFailureAndTheOthersGoOn() throws IOException {
    candidates.rates.put(wild, Candidates.WILD);
    List<Outcome> outcomes =
        candidates
            .estimator(folder, MedianRule.NONE, Progress.SILENT)
            .estimate(List.of(good, wild, fine));
    assertThat(outcomes.get(0)).isInstanceOf(Estimate.class);
    assertThat(((Failure) outcomes.get(1)).reason())
        .contains("training fails at step")
        .contains("learning rate");
    assertThat(outcomes.get(2)).isInstanceOf(Estimate.class);
    assertThat(((Estimate) outcomes.get(0)).score()).isGreaterThan(25);
    assertThat(((Estimate) outcomes.get(0)).images()).isEqualTo(64);
    int before = candidates.begun();
    // Another search of the same folder trains nothing again, and no weights are left behind.
    List<Outcome> again =
        candidates
            .estimator(folder, MedianRule.NONE, Progress.SILENT)
            .estimate(List.of(good, wild, fine));
    assertThat(again).isEqualTo(outcomes);
    assertThat(candidates.begun()).isEqualTo(before);
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(file -> file.toString().endsWith(".safetensors"))).isEmpty();
    }
  }

  @Test
  void aNetworkThatCannotBeTrainedCostsNoOther() {
    ScratchEstimator estimator =
        new ScratchEstimator(
            architecture -> {
              Retraining training = candidates.training(architecture);
              return architecture.equals(fine)
                  ? new Retraining(
                      training.subject(),
                      training.images(),
                      training.recipe(),
                      training.teacher(),
                      training.seed(),
                      ai.djl.Device.gpu(99),
                      training.provenance())
                  : training;
            },
            folder,
            new ScratchEstimator.Schedule(Candidates.EPOCHS, MedianRule.NONE, 0),
            Progress.SILENT);
    List<Outcome> outcomes = estimator.estimate(List.of(fine, good));
    assertThat(outcomes.get(0)).isInstanceOf(Failure.class);
    assertThat(outcomes.get(1)).isInstanceOf(Estimate.class);
  }

  @Test
  void aStoppedEstimateGoesOnWithinTheTraining() {
    Outcome whole =
        candidates
            .estimator(folder.resolve("whole"), MedianRule.NONE, Progress.SILENT)
            .estimate(List.of(good))
            .get(0);
    Path parts = folder.resolve("parts");
    for (int question : new int[] {1, 4, 9}) {
      assertThatThrownBy(
              () ->
                  candidates
                      .estimator(parts, MedianRule.NONE, stopAtQuestion(question))
                      .estimate(List.of(good)))
          .isInstanceOf(EstimateStopped.class);
    }
    assertThat(Training.last(parts.resolve(good.id()))).exists();
    Outcome resumed =
        candidates
            .estimator(parts, MedianRule.NONE, Progress.SILENT)
            .estimate(List.of(good))
            .get(0);
    assertThat(withoutSeconds(resumed)).isEqualTo(withoutSeconds(whole));
  }

  @Test
  void whatIsHopelessIsGivenUpAndResumedTheSameAtEveryPlace() throws IOException {
    candidates.rates.put(hopeless, Candidates.NONE);
    candidates.rates.put(wild, Candidates.WILD);
    List<Architecture> order = List.of(good, wild, fine, hopeless, other);
    Path whole = folder.resolve("whole");
    List<Outcome> outcomes = candidates.estimator(whole, RULE, Progress.SILENT).estimate(order);
    LearningCurve given = LearningCurve.find(whole.resolve(hopeless.id())).orElseThrow();
    assertThat(given.end()).isEqualTo(LearningCurve.End.GIVEN_UP);
    assertThat(given.accuraciesPercent()).hasSize(1);
    assertThat(((Estimate) outcomes.get(3)).score())
        .isEqualTo(given.accuraciesPercent().get(0))
        .isLessThan(((Estimate) outcomes.get(0)).score());

    for (int cut = 0; cut <= order.size(); cut++) {
      Path parts = folder.resolve("cut" + cut);
      List<Outcome> all =
          new ArrayList<>(
              candidates.estimator(parts, RULE, Progress.SILENT).estimate(order.subList(0, cut)));
      ScratchEstimator resumed = candidates.estimator(parts, RULE, Progress.SILENT);
      resumed.remember(all);
      all.addAll(resumed.estimate(order.subList(cut, order.size())));
      assertThat(withoutSeconds(all)).as("cut at %d", cut).isEqualTo(withoutSeconds(outcomes));
    }

    // One that remembers, but whose curves are gone, cannot know whom to give up.
    ScratchEstimator lost = candidates.estimator(folder.resolve("empty"), RULE, Progress.SILENT);
    assertThatThrownBy(() -> lost.remember(outcomes))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("curve.json is missing");
  }

  @Test
  void whatOneSearchGaveUpAnotherMayTrainToTheEndAndTheOtherWayRound() {
    candidates.rates.put(hopeless, Candidates.NONE);
    candidates.estimator(folder, RULE, Progress.SILENT).estimate(List.of(good, fine, hopeless));
    Outcome patient =
        candidates
            .estimator(folder, MedianRule.NONE, Progress.SILENT)
            .estimate(List.of(hopeless))
            .get(0);
    LearningCurve curve = LearningCurve.find(folder.resolve(hopeless.id())).orElseThrow();
    assertThat(curve.end()).isEqualTo(LearningCurve.End.FINISHED);
    assertThat(((Estimate) patient).score()).isEqualTo(curve.best(Candidates.EPOCHS));
    int before = candidates.begun();
    Estimate hasty =
        (Estimate)
            candidates
                .estimator(folder, RULE, Progress.SILENT)
                .estimate(List.of(good, fine, hopeless))
                .get(2);
    assertThat(candidates.begun()).isEqualTo(before);
    assertThat(hasty.score()).isEqualTo(curve.best(1));
  }
}

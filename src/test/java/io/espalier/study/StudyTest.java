package io.espalier.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import io.espalier.estimate.Estimator;
import io.espalier.estimate.Measure;
import io.espalier.estimate.Outcome;
import io.espalier.progress.Progress;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyTest {

  static final JournalHeader HEADER =
      new JournalHeader("grid", "climbing", -7, "c0ffee", Measure.ACCURACY);

  @TempDir Path folder;

  @Test
  void writesTablesThatAgreeWithItsResult() throws IOException {
    Study.Result result = run(HEADER, Grid.estimator(), 80);
    assertThat(result.end()).isEqualTo(Study.End.BUDGET);
    assertThat(result.trials()).hasSize(80);
    assertThat(result.trials()).extracting(Trial::architecture).doesNotHaveDuplicates();
    assertThat(result.trials()).extracting(Trial::state).contains(Trial.State.FAILED);
    List<Trial> read = Trials.read(folder.resolve(Study.TRIALS));
    assertThat(read)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("seconds")
        .isEqualTo(result.trials());
    Trial best = result.best().orElseThrow();
    assertThat(folder.resolve("best.yaml"))
        .content()
        .contains("architecture: \"" + best.architecture() + "\"");
    List<Trial> front = Trials.read(folder.resolve("pareto.csv"));
    assertThat(front).contains(read.get(best.number() - 1));
    for (Trial trial : front) {
      assertThat(read)
          .noneMatch(
              other ->
                  other.score().orElse(0) > trial.score().getAsDouble()
                      && other.size().macsMillions() <= trial.size().macsMillions());
    }
  }

  @Test
  void stopsWhenAskedAndContinuesAsIfItHadNotStopped() throws IOException {
    CountingProgress progress = new CountingProgress(20);
    Study.Result stopped =
        study(HEADER).run(searcher(), Grid.estimator(), new Study.Budget(50, 4, 3), progress);
    assertThat(stopped.end()).isEqualTo(Study.End.STOPPED);
    assertThat(stopped.trials()).hasSize(20);
    List<Trial> resumed = run(HEADER, Grid.estimator(), 50).trials();
    List<Trial> whole =
        new Study(folder.resolve("whole"), HEADER, new Grid(), Grid::size)
            .run(searcher(), Grid.estimator(), new Study.Budget(50, 4, 3), Progress.SILENT)
            .trials();
    assertThat(resumed)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("seconds")
        .isEqualTo(whole);
  }

  @Test
  void endsWhenTheSpaceIsExhausted() {
    Study.Result result = run(HEADER, Grid.estimator(), 2000);
    assertThat(result.end()).isEqualTo(Study.End.EXHAUSTED);
    assertThat(result.trials()).hasSize(1024);
  }

  @Test
  void anEstimatorThatBreaksLosesNoFinishedEstimate() {
    int[] calls = {0};
    Estimator breaking =
        batch -> {
          if (++calls[0] == 4) {
            throw new IllegalStateException("out of memory");
          }
          return Grid.estimator().estimate(batch);
        };
    assertThatThrownBy(() -> run(HEADER, breaking, 50)).hasMessage("out of memory");
    // Batches of 4, 3 at once: 3, 1 and 3 were finished, in the middle of the second batch.
    assertThat(Journal.evaluations(folder.resolve(Study.JOURNAL))).isEqualTo(7);
    assertThat(Trials.read(folder.resolve(Study.TRIALS))).hasSize(7);
    assertThat(run(HEADER, Grid.estimator(), 50).trials()).hasSize(50);
  }

  @Test
  void anotherConfigurationSeedOrSearcherIsRefusedAndLeavesTheJournalAlone() throws IOException {
    run(HEADER, Grid.estimator(), 20);
    String before = Files.readString(folder.resolve(Study.JOURNAL));
    for (JournalHeader other :
        List.of(
            new JournalHeader("grid", "climbing", -7, "other", Measure.ACCURACY),
            new JournalHeader("grid", "climbing", 8, "c0ffee", Measure.ACCURACY),
            new JournalHeader("grid", "random", -7, "c0ffee", Measure.ACCURACY))) {
      assertThatThrownBy(() -> run(other, Grid.estimator(), 20))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("--work-dir");
    }
    assertThat(folder.resolve(Study.JOURNAL)).hasContent(before);
  }

  @Test
  void aDivergenceNamesTheEvaluationWhereItBegan() throws IOException {
    run(HEADER, Grid.estimator(), 40);
    Path journal = folder.resolve(Study.JOURNAL);
    List<String> lines = Files.readAllLines(journal);
    int ask = 1 + 5 * 3;
    assertThat(lines.get(ask)).contains("\"ask\"");
    List<String> changed = new ArrayList<>(lines);
    changed.set(ask, lines.get(ask).replaceFirst("told 12", "told 11"));
    Files.write(journal, changed);
    assertThatThrownBy(() -> run(HEADER, Grid.estimator(), 40))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("at evaluation 13 it proposed");
  }

  @Test
  void whatWasEstimatedTogetherIsEstimatedTogetherAgain() throws IOException {
    List<Trial> whole = run(HEADER, Grid.estimator(), 40).trials();
    Path journal = folder.resolve(Study.JOURNAL);
    List<String> lines = Files.readAllLines(journal);
    // The header, batches of an ask and 4 outcomes, estimated 3 and 1 at once: the second of 3 is
    // last.
    Files.write(journal, lines.subList(0, 1 + 5 * 3 + 1 + 2));
    List<Integer> remembered = new ArrayList<>();
    List<Integer> asked = new ArrayList<>();
    Estimator estimator =
        new Estimator() {
          @Override
          public List<Outcome> estimate(List<Architecture> batch) {
            asked.add(batch.size());
            return Grid.estimator().estimate(batch);
          }

          @Override
          public void remember(List<Outcome> outcomes) {
            remembered.add(outcomes.size());
          }
        };
    assertThat(run(HEADER, estimator, 40).trials())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("seconds")
        .isEqualTo(whole);
    assertThat(remembered).containsExactly(12);
    assertThat(asked).startsWith(3, 1, 3, 1);
  }

  @Test
  void aTornLineInTheMiddleIsAnErrorThatNamesIt() throws IOException {
    run(HEADER, Grid.estimator(), 20);
    Path journal = folder.resolve(Study.JOURNAL);
    List<String> lines = new ArrayList<>(Files.readAllLines(journal));
    lines.set(6, lines.get(6).substring(0, 30));
    Files.write(journal, lines);
    String before = Files.readString(journal);
    assertThatThrownBy(() -> run(HEADER, Grid.estimator(), 20))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("line 7 of " + journal);
    assertThat(journal).hasContent(before);
  }

  @Test
  void aMissingLineIsAnError() throws IOException {
    run(HEADER, Grid.estimator(), 20);
    Path journal = folder.resolve(Study.JOURNAL);
    List<String> lines = new ArrayList<>(Files.readAllLines(journal));
    lines.remove(3);
    Files.write(journal, lines);
    assertThatThrownBy(() -> run(HEADER, Grid.estimator(), 20))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("behind evaluation 1");
  }

  private Study.Result run(JournalHeader header, Estimator estimator, int evaluations) {
    return study(header)
        .run(searcher(), estimator, new Study.Budget(evaluations, 4, 3), Progress.SILENT);
  }

  private Study study(JournalHeader header) {
    return new Study(folder, header, new Grid(), Grid::size);
  }

  private static ClimbingSearcher searcher() {
    return new ClimbingSearcher(new Grid(), new Seed(-7));
  }

  /** Asks to stop once so many evaluations are done. */
  private static final class CountingProgress implements Progress {
    private final int limit;
    private long done;

    CountingProgress(int limit) {
      this.limit = limit;
    }

    @Override
    public Task begin(String what, String unit, long total, long before) {
      done = before;
      return new Task() {
        @Override
        public void advance(long by, String note) {
          done += by;
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public void say(String message) {}

    @Override
    public boolean stopRequested() {
      return done >= limit;
    }
  }
}

package io.espalier.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.cost.CostKinds;
import io.espalier.error.InputError;
import io.espalier.error.Remedy;
import io.espalier.estimate.Estimator;
import io.espalier.estimate.Measure;
import io.espalier.estimate.Outcome;
import io.espalier.file.AppendedFile;
import io.espalier.file.LineSeal;
import io.espalier.progress.Progress;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyTest {

  @TempDir Path folder;

  @Test
  void writesTablesThatAgreeWithItsResult() throws IOException {
    Study.Result result = run(Grid.HEADER, Grid.estimator(), 80);
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
                      && other.costs().get(CostKinds.MACS) <= trial.costs().get(CostKinds.MACS));
    }
  }

  @Test
  void stopsWhenAskedAndContinuesAsIfItHadNotStopped() throws IOException {
    CountingProgress progress = new CountingProgress(20);
    Study.Result stopped =
        study(Grid.HEADER).run(searcher(), Grid.estimator(), new Study.Budget(50, 4, 3), progress);
    assertThat(stopped.end()).isEqualTo(Study.End.STOPPED);
    assertThat(stopped.trials()).hasSize(20);
    List<Trial> resumed = run(Grid.HEADER, Grid.estimator(), 50).trials();
    List<Trial> whole =
        new Study(folder.resolve("whole"), Grid.HEADER, new Grid(), Grid::costs)
            .run(searcher(), Grid.estimator(), new Study.Budget(50, 4, 3), Progress.SILENT)
            .trials();
    assertThat(resumed)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("seconds")
        .isEqualTo(whole);
  }

  @Test
  void endsWhenTheSpaceIsExhausted() {
    Study.Result result = run(Grid.HEADER, Grid.estimator(), 2000);
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
    assertThatThrownBy(() -> run(Grid.HEADER, breaking, 50)).hasMessage("out of memory");
    // Batches of 4, 3 at once: 3, 1 and 3 were finished, in the middle of the second batch.
    assertThat(Journal.evaluations(folder.resolve(Study.JOURNAL))).isEqualTo(7);
    assertThat(Trials.read(folder.resolve(Study.TRIALS))).hasSize(7);
    assertThat(run(Grid.HEADER, Grid.estimator(), 50).trials()).hasSize(50);
  }

  @Test
  void anotherConfigurationSeedOrSearcherIsRefusedAndLeavesTheJournalAlone() throws IOException {
    run(Grid.HEADER, Grid.estimator(), 20);
    String before = Files.readString(folder.resolve(Study.JOURNAL));
    for (JournalHeader other :
        List.of(
            new JournalHeader("grid", "climbing", -7, "other", "da7a", "", Measure.ACCURACY),
            new JournalHeader("grid", "climbing", 8, "c0ffee", "da7a", "", Measure.ACCURACY),
            new JournalHeader("grid", "climbing", -7, "c0ffee", "07e4", "", Measure.ACCURACY),
            new JournalHeader("grid", "climbing", -7, "c0ffee", "da7a", "07e4", Measure.ACCURACY),
            new JournalHeader("grid", "random", -7, "c0ffee", "da7a", "", Measure.ACCURACY))) {
      assertThatThrownBy(() -> run(other, Grid.estimator(), 20))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("another folder");
    }
    assertThat(folder.resolve(Study.JOURNAL)).hasContent(before);
  }

  @Test
  void aDivergenceNamesTheEvaluationWhereItBegan() throws IOException {
    run(Grid.HEADER, Grid.estimator(), 40);
    Path journal = folder.resolve(Study.JOURNAL);
    List<String> lines = Files.readAllLines(journal);
    int ask = 1 + 5 * 3;
    assertThat(lines.get(ask)).contains("\"ask\"");
    List<String> changed = new ArrayList<>(lines);
    changed.set(ask, lines.get(ask).replaceFirst("told 12", "told 11"));
    seal(journal, changed);
    assertThatThrownBy(() -> run(Grid.HEADER, Grid.estimator(), 40))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("at evaluation 13 it proposed");
  }

  @Test
  void whatWasEstimatedTogetherIsEstimatedTogetherAgain() throws IOException {
    List<Trial> whole = run(Grid.HEADER, Grid.estimator(), 40).trials();
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
    assertThat(run(Grid.HEADER, estimator, 40).trials())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("seconds")
        .isEqualTo(whole);
    assertThat(remembered).containsExactly(12);
    assertThat(asked).startsWith(3, 1, 3, 1);
  }

  @Test
  void aTornLineInTheMiddleIsAnErrorThatNamesIt() throws IOException {
    run(Grid.HEADER, Grid.estimator(), 20);
    Path journal = folder.resolve(Study.JOURNAL);
    List<String> lines = new ArrayList<>(Files.readAllLines(journal));
    lines.set(6, lines.get(6).substring(0, 30));
    Files.write(journal, lines);
    String before = Files.readString(journal);
    assertThatThrownBy(() -> run(Grid.HEADER, Grid.estimator(), 20))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("line 7 of " + journal);
    assertThat(journal).hasContent(before);
  }

  @Test
  void aMissingLineIsAnError() throws IOException {
    run(Grid.HEADER, Grid.estimator(), 20);
    Path journal = folder.resolve(Study.JOURNAL);
    List<String> lines = new ArrayList<>(Files.readAllLines(journal));
    lines.remove(3);
    Files.write(journal, lines);
    assertThatThrownBy(() -> run(Grid.HEADER, Grid.estimator(), 20))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("line 4 of " + journal);
  }

  @Test
  void anEarlierLineIsAsItWasWrittenOrAnError() throws IOException {
    run(Grid.HEADER, Grid.estimator(), 20);
    Path journal = folder.resolve(Study.JOURNAL);
    List<String> lines = Files.readAllLines(journal);
    List<String> score = new ArrayList<>(lines);
    score.set(3, lines.get(3).replaceFirst("\"score\":[0-9.]+", "\"score\":7.5"));
    List<String> seconds = new ArrayList<>(lines);
    seconds.set(3, lines.get(3).replaceFirst("\"seconds\":", "\"seconds\":1"));
    List<String> doubled = new ArrayList<>(lines);
    doubled.add(3, lines.get(3));
    List<String> swapped = new ArrayList<>(lines);
    Collections.swap(swapped, 3, 4);
    for (List<String> changed : List.of(score, seconds, doubled, swapped)) {
      assertThat(changed).isNotEqualTo(lines);
      Files.write(journal, changed);
      String before = Files.readString(journal);
      assertThatThrownBy(() -> run(Grid.HEADER, Grid.estimator(), 20))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("of " + journal + " is not as it was written");
      assertThat(journal).hasContent(before);
    }
    Files.write(journal, lines);
    assertThat(run(Grid.HEADER, Grid.estimator(), 20).trials()).hasSize(20);
  }

  @Test
  void aChangedLastLineIsEstimatedAgain() throws IOException {
    List<Trial> whole = run(Grid.HEADER, Grid.estimator(), 20).trials();
    Path journal = folder.resolve(Study.JOURNAL);
    List<String> lines = new ArrayList<>(Files.readAllLines(journal));
    String last = lines.get(lines.size() - 1);
    lines.set(lines.size() - 1, last.replaceFirst("\"evaluation\":20", "\"evaluation\":21"));
    Files.write(journal, lines);
    assertThat(run(Grid.HEADER, Grid.estimator(), 20).trials())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("seconds")
        .isEqualTo(whole);
  }

  @Test
  void aFolderThatIsRemovedMeanwhileIsNoSuccess() throws IOException {
    int[] calls = {0};
    Estimator removing =
        batch -> {
          if (++calls[0] == 4) {
            try (Stream<Path> all = Files.walk(folder.resolve("gone"))) {
              for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
              }
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
          return Grid.estimator().estimate(batch);
        };
    Study study = new Study(folder.resolve("gone"), Grid.HEADER, new Grid(), Grid::costs);
    assertThatThrownBy(
            () -> study.run(searcher(), removing, new Study.Budget(40, 4, 3), Progress.SILENT))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("was removed or replaced");
    assertThat(folder.resolve("gone")).doesNotExist();
  }

  /** Writes lines as the program would have written them. */
  private static void seal(Path journal, List<String> lines) throws IOException {
    Files.delete(journal);
    try (AppendedFile file = AppendedFile.open(journal, LineSeal.Form.JSON, Remedy.RESTORE)) {
      file.append(lines.stream().map(line -> LineSeal.removed(LineSeal.Form.JSON, line)).toList());
    }
  }

  private Study.Result run(JournalHeader header, Estimator estimator, int evaluations) {
    return study(header)
        .run(searcher(), estimator, new Study.Budget(evaluations, 4, 3), Progress.SILENT);
  }

  private Study study(JournalHeader header) {
    return new Study(folder, header, new Grid(), Grid::costs);
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

package io.espalier.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.progress.Progress;
import io.espalier.random.Seed;
import io.espalier.search.Searcher;
import io.espalier.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for the journal of a study with any searcher; each one's test implements it. */
public interface JournalContract {

  int EVALUATIONS = 60;

  /** A fresh searcher over {@link Grid}. */
  Searcher searcher(SearchSpace space, Seed seed);

  /** At how many places the journal is cut off. */
  default int cuts() {
    return 15;
  }

  @Test
  default void twoRunsWriteTheSameJournalApartFromSeconds(@TempDir Path folder) throws IOException {
    run(folder.resolve("a"), EVALUATIONS);
    run(folder.resolve("b"), EVALUATIONS);
    assertThat(lines(folder.resolve("a"))).isEqualTo(lines(folder.resolve("b")));
    assertThat(lines(folder.resolve("a"))).hasSizeGreaterThan(EVALUATIONS);
  }

  @Test
  default void aJournalCutOffAnywhereIsContinuedAsIfNothingHadHappened(@TempDir Path folder)
      throws IOException {
    run(folder.resolve("whole"), EVALUATIONS);
    byte[] whole = Files.readAllBytes(journal(folder.resolve("whole")));
    RandomGenerator random = new Seed(11).generator();
    for (int cut = 0; cut < cuts(); cut++) {
      Path again = folder.resolve("cut" + cut);
      Files.createDirectories(again);
      int length = cut == 0 ? 0 : random.nextInt(whole.length + 1);
      Files.write(journal(again), Arrays.copyOf(whole, length));
      run(again, EVALUATIONS);
      assertThat(lines(again))
          .as("cut at byte %d", length)
          .isEqualTo(lines(folder.resolve("whole")));
    }
  }

  @Test
  default void continuingAFinishedStudyChangesNothing(@TempDir Path folder) throws IOException {
    List<Trial> first = run(folder, EVALUATIONS).trials();
    byte[] journal = Files.readAllBytes(journal(folder));
    Study.Result second = run(folder, EVALUATIONS);
    assertThat(second.trials()).isEqualTo(first);
    assertThat(second.end()).isEqualTo(Study.End.BUDGET);
    assertThat(journal(folder)).hasBinaryContent(journal);
  }

  @Test
  default void aLargerBudgetContinuesAFinishedStudy(@TempDir Path folder) {
    List<Trial> first = run(folder, EVALUATIONS / 2).trials();
    List<Trial> second = run(folder, EVALUATIONS).trials();
    assertThat(second).hasSize(EVALUATIONS);
    assertThat(second.subList(0, first.size())).isEqualTo(first);
  }

  private Study.Result run(Path folder, int evaluations) {
    Grid space = new Grid();
    return new Study(folder, Grid.HEADER, space, Grid::costs)
        .run(
            searcher(space, new Seed(Grid.HEADER.seed())),
            Grid.estimator(),
            new Study.Budget(evaluations, 7, 2),
            Progress.SILENT);
  }

  private static Path journal(Path folder) {
    return folder.resolve(Study.JOURNAL);
  }

  private static List<String> lines(Path folder) throws IOException {
    return Files.readAllLines(journal(folder)).stream().map(Journal::withoutSeconds).toList();
  }
}

package io.espalier.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.progress.Progress;
import io.espalier.random.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies whose estimates come from several workers, in whatever order. */
class BusyStudyTest {

  @TempDir Path folder;

  @Test
  void outcomesThatArriveInAnyOrderAreReplayedExactly() throws IOException {
    try (BusyWorkers workers = new BusyWorkers(5, 0)) {
      Study.Result result = run(workers, new Study.Budget(200, 4, 2, 0));
      assertThat(result.end()).isEqualTo(Study.End.BUDGET);
      assertThat(result.trials()).hasSize(200);
      assertThat(result.trials()).extracting(Trial::architecture).doesNotHaveDuplicates();
      assertThat(workers.most()).isBetween(2, 5);
    }
    String journal = Files.readString(folder.resolve(Study.JOURNAL));
    assertThat(asksBeforeTheFirstOutcome(journal)).isGreaterThan(1);
    // The replay compares every proposal with the journal; one worker goes on where five were.
    try (BusyWorkers alone = new BusyWorkers(1, 0)) {
      assertThat(run(alone, new Study.Budget(220, 4, 2, 0)).trials()).hasSize(220);
    }
    assertThat(Files.readString(folder.resolve(Study.JOURNAL))).startsWith(journal);
  }

  @Test
  void aGroupThatFailsLosesNoneOfTheOthers() {
    try (BusyWorkers workers = new BusyWorkers(6, 20)) {
      assertThatThrownBy(() -> run(workers, new Study.Budget(300, 4, 2, 0)))
          .hasMessage("the machine is gone");
    }
    int kept = Journal.evaluations(folder.resolve(Study.JOURNAL));
    // 19 groups of 2 were begun before it, of which at most 5 were still under way.
    assertThat(kept).isGreaterThanOrEqualTo(2 * (19 - 5));
    assertThat(Trials.read(folder.resolve(Study.TRIALS))).hasSize(kept);
    try (BusyWorkers workers = new BusyWorkers(6, 0)) {
      List<Trial> trials = run(workers, new Study.Budget(300, 4, 2, 0)).trials();
      assertThat(trials).hasSize(300);
      assertThat(trials).extracting(Trial::architecture).doesNotHaveDuplicates();
    }
  }

  @Test
  void theSpaceIsExhaustedOnceAllOutcomesAreThere() {
    try (BusyWorkers workers = new BusyWorkers(5, 0)) {
      Study.Result result = run(workers, new Study.Budget(2_000, 7, 3, 4));
      assertThat(result.end()).isEqualTo(Study.End.EXHAUSTED);
      assertThat(result.trials()).hasSize(1_024);
    }
  }

  private static int asksBeforeTheFirstOutcome(String journal) {
    String before = journal.substring(0, journal.indexOf("\"tell\""));
    return before.split("\"ask\"", -1).length - 1;
  }

  private Study.Result run(BusyWorkers workers, Study.Budget budget) {
    Grid space = new Grid();
    ClimbingSearcher searcher = new ClimbingSearcher(space, new Seed(Grid.HEADER.seed()));
    try (OpenedStudy opened = new Study(folder, Grid.HEADER, space, Grid::costs).open(searcher)) {
      return opened.run(workers, budget, Progress.SILENT);
    }
  }
}

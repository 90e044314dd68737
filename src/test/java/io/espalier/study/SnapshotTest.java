package io.espalier.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Estimator;
import io.espalier.estimate.Measure;
import io.espalier.estimate.Workers;
import io.espalier.file.HashedFile;
import io.espalier.progress.Progress;
import io.espalier.random.Seed;
import io.espalier.search.EvolutionSearcher;
import io.espalier.search.EvolutionSettings;
import io.espalier.search.LocalSearchSettings;
import io.espalier.search.LocalSearcher;
import io.espalier.search.RandomSearcher;
import io.espalier.search.Restorable;
import io.espalier.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A study that is continued from a snapshot against the same one continued by a full replay: all
 * files must be equal to the last byte.
 */
class SnapshotTest {

  private static final int END = 300;

  @TempDir Path folder;

  /** The searchers that can be restored. */
  enum Kind {
    RANDOM,
    EVOLUTION,
    OLD_EVOLUTION,
    LOCAL,
    LOCAL_OF_SEVERAL_STARTS;

    Restorable searcher(SearchSpace space) {
      Seed seed = new Seed(5);
      return switch (this) {
        case RANDOM -> new RandomSearcher(space, List.of(), seed);
        case EVOLUTION ->
            new EvolutionSearcher(space, List.of(), new EvolutionSettings(12, 4), seed);
        case OLD_EVOLUTION ->
            new EvolutionSearcher(space, List.of(), new EvolutionSettings(1_000, 30), seed);
        case LOCAL -> new LocalSearcher(space, List.of(), new LocalSearchSettings(1), seed);
        case LOCAL_OF_SEVERAL_STARTS ->
            new LocalSearcher(space, List.of(), new LocalSearchSettings(9), seed);
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void continuingFromASnapshotIsContinuingByReplay(Kind kind) throws IOException {
    for (int first : List.of(1, 6, 7, 10, 33, 64, 100, 171, 250)) {
      Path restored = folder.resolve("restored" + first);
      run(kind, restored, first, 1);
      Path replayed = copied(restored, "replayed" + first);
      Files.delete(replayed.resolve(Study.SNAPSHOT));
      WatchedSearcher from = run(kind, restored, END, 1);
      assertThat(from.restored()).isEqualTo(first);
      assertThat(from.asked()).isEqualTo(END - first);
      assertThat(run(kind, replayed, END, 1).restored()).isZero();
      assertSame(restored, replayed);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aJournalThatGoesOnAfterItsSnapshotIsReplayedFromThere(Kind kind) throws IOException {
    Path whole = folder.resolve("whole");
    run(kind, whole, 100, 1);
    Path early = copied(whole, "early");
    run(kind, whole, END, 1);
    byte[] journal = Files.readAllBytes(journal(whole));
    int earlier = (int) Files.size(journal(early));
    RandomGenerator random = new Seed(3).generator();
    for (int n = 0; n < 12; n++) {
      Path cut = copied(early, "cut" + n);
      int length = random.nextInt(earlier, journal.length + 1);
      Files.write(journal(cut), Arrays.copyOf(journal, length));
      assertThat(run(kind, cut, END, 1).restored()).isEqualTo(100);
      assertSame(cut, whole);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSnapshotThatIsNewerThanTheJournalIsLeftOutOfAccount(Kind kind) throws IOException {
    Path whole = folder.resolve("whole");
    run(kind, whole, END, 1);
    byte[] journal = Files.readAllBytes(journal(whole));
    RandomGenerator random = new Seed(4).generator();
    for (int n = 0; n < 8; n++) {
      Path cut = copied(whole, "cut" + n);
      Files.write(journal(cut), Arrays.copyOf(journal, random.nextInt(journal.length)));
      assertThat(run(kind, cut, END, 1).restored()).isZero();
      assertSame(cut, whole);
    }
  }

  @Test
  void aSnapshotThatWasChangedIsLeftOutOfAccount() throws IOException {
    Path whole = folder.resolve("whole");
    run(Kind.LOCAL, whole, 100, 1);
    Path early = copied(whole, "early");
    run(Kind.LOCAL, whole, END, 1);
    byte[] snapshot = Files.readAllBytes(early.resolve(Study.SNAPSHOT));
    RandomGenerator random = new Seed(5).generator();
    for (int n = 0; n < 40; n++) {
      Path changed = copied(early, "changed" + n);
      byte[] bytes = snapshot.clone();
      if (n % 4 == 0) {
        bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      } else {
        // The first bytes say whose it is, and where in the journal.
        int most = n % 4 == 1 ? 300 : bytes.length;
        bytes[random.nextInt(most)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(changed.resolve(Study.SNAPSHOT), bytes);
      assertThat(run(Kind.LOCAL, changed, END, 1).restored()).isZero();
      assertSame(changed, whole);
    }
    Path noHash = copied(early, "no-hash");
    Files.delete(noHash.resolve(HashedFile.SUMS));
    assertThat(run(Kind.LOCAL, noHash, END, 1).restored()).isZero();
    assertSame(noHash, whole);
  }

  @Test
  void theSnapshotOfAnotherStudyIsLeftOutOfAccount() throws IOException {
    Path whole = folder.resolve("whole");
    run(Kind.EVOLUTION, whole, 100, 1);
    Path other = folder.resolve("other");
    // The same header and the same number of lines, but another searcher and so other lines.
    run(Kind.OLD_EVOLUTION, other, 100, 1);
    Path mixed = copied(whole, "mixed");
    Files.copy(other.resolve(Study.SNAPSHOT), replaced(mixed.resolve(Study.SNAPSHOT)));
    Files.copy(other.resolve(HashedFile.SUMS), replaced(mixed.resolve(HashedFile.SUMS)));
    run(Kind.EVOLUTION, whole, END, 1);
    assertThat(run(Kind.EVOLUTION, mixed, END, 1).restored()).isZero();
    assertSame(mixed, whole);
  }

  @Test
  void otherSettingsAreRefusedThoughThereIsASnapshot() {
    run(Kind.RANDOM, folder, 100, 1);
    JournalHeader other =
        new JournalHeader("grid", "climbing", -7, "0ff1ce", "da7a", "", Measure.ACCURACY);
    Grid space = new Grid();
    Study study = new Study(folder, other, space, Grid::costs, 1);
    assertThatThrownBy(() -> study.open(Kind.RANDOM.searcher(space)))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("configuration with hash c0ffee, not 0ff1ce");
  }

  @Test
  void aChangedLineBeforeTheSnapshotIsStillFound() throws IOException {
    run(Kind.RANDOM, folder, 100, 1);
    String journal = Files.readString(journal(folder));
    Files.writeString(journal(folder), journal.replaceFirst("random draw 3\"", "random draw 4\""));
    assertThatThrownBy(() -> run(Kind.RANDOM, folder, END, 1))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("line 2 of")
        .hasMessageContaining("is not as it was written");
  }

  @ParameterizedTest
  @EnumSource
  void outcomesInAnyOrderAreRestoredToo(Kind kind) throws IOException {
    Path restored = folder.resolve("restored");
    for (int n = 1; n <= 2; n++) {
      try (BusyWorkers workers = new BusyWorkers(5, 0)) {
        run(kind, restored, 120 * n, 1, workers, new Study.Budget(120 * n, 4, 2, 0));
      }
    }
    Path replayed = copied(restored, "replayed");
    Files.delete(replayed.resolve(Study.SNAPSHOT));
    assertThat(run(kind, restored, END, 1).restored()).isEqualTo(240);
    assertThat(run(kind, replayed, END, 1).restored()).isZero();
    assertSame(restored, replayed);
  }

  @ParameterizedTest
  @EnumSource
  void aSpaceIsExhaustedWithoutASnapshotOfTheEnd(Kind kind) throws IOException {
    Path once = folder.resolve("once");
    run(kind, once, 2_000, 1);
    assertThat(Trials.read(once.resolve(Study.TRIALS))).hasSize(1_024);
    Path again = folder.resolve("again");
    for (int budget : List.of(980, 1_008, 1_022, 2_000, 2_100)) {
      run(kind, again, budget, 1);
    }
    Path replayed = folder.resolve("replayed");
    for (int budget : List.of(980, 1_008, 1_022, 2_000, 2_100)) {
      run(kind, replayed, budget, Integer.MAX_VALUE);
    }
    assertThat(replayed.resolve(Study.SNAPSHOT)).doesNotExist();
    assertSame(again, replayed);
  }

  @Test
  void aSnapshotIsWrittenAfterSoManyTrialsOnly() {
    run(Kind.RANDOM, folder, 99, 100);
    assertThat(folder.resolve(Study.SNAPSHOT)).doesNotExist();
    run(Kind.RANDOM, folder, 100, 100);
    assertThat(folder.resolve(Study.SNAPSHOT)).exists();
    WatchedSearcher next = run(Kind.RANDOM, folder, 199, 100);
    assertThat(next.restored()).isEqualTo(100);
    assertThat(run(Kind.RANDOM, folder, 200, 100).restored()).isEqualTo(100);
    assertThat(run(Kind.RANDOM, folder, 201, 100).restored()).isEqualTo(200);
  }

  private WatchedSearcher run(Kind kind, Path study, int evaluations, int betweenSnapshots) {
    Study.Budget budget = new Study.Budget(evaluations, 7, 3);
    return run(kind, study, evaluations, betweenSnapshots, Workers.here(estimator()), budget);
  }

  private WatchedSearcher run(
      Kind kind,
      Path study,
      int evaluations,
      int betweenSnapshots,
      Workers workers,
      Study.Budget budget) {
    Grid space = new Grid();
    WatchedSearcher searcher = new WatchedSearcher(kind.searcher(space));
    Study opened = new Study(study, Grid.HEADER, space, Grid::costs, betweenSnapshots);
    try (OpenedStudy continued = opened.open(searcher)) {
      int found = continued.run(workers, budget, Progress.SILENT).trials().size();
      assertThat(found).isLessThanOrEqualTo(evaluations);
    }
    return searcher;
  }

  /** Without measured seconds, so that files can be compared. */
  private static Estimator estimator() {
    return batch ->
        Grid.estimator().estimate(batch).stream()
            .map(
                outcome ->
                    outcome instanceof Estimate e
                        ? new Estimate(e.architecture(), e.score(), 0.5, 1_000, 1 / 3.0)
                        : outcome)
            .toList();
  }

  private Path copied(Path study, String name) throws IOException {
    Path copy = Files.createDirectories(folder.resolve(name));
    for (Path file : List.of(journal(study), study.resolve(HashedFile.SUMS))) {
      Files.copy(file, copy.resolve(file.getFileName()));
    }
    Files.copy(study.resolve(Study.SNAPSHOT), copy.resolve(Study.SNAPSHOT));
    return copy;
  }

  private static Path replaced(Path file) throws IOException {
    Files.delete(file);
    return file;
  }

  private static void assertSame(Path one, Path other) {
    for (String name : List.of(Study.JOURNAL, Study.TRIALS, Study.PARETO, BestFile.NAME)) {
      assertThat(one.resolve(name)).hasSameBinaryContentAs(other.resolve(name));
    }
  }

  private static Path journal(Path study) {
    return study.resolve(Study.JOURNAL);
  }
}

package io.espalier.bench;

import io.espalier.cost.CostKinds;
import io.espalier.cost.Costs;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Measure;
import io.espalier.estimate.Outcome;
import io.espalier.estimate.Workers;
import io.espalier.progress.CpuTime;
import io.espalier.progress.Progress;
import io.espalier.random.Seed;
import io.espalier.search.RandomSearcher;
import io.espalier.space.Architecture;
import io.espalier.study.JournalHeader;
import io.espalier.study.OpenedStudy;
import io.espalier.study.Study;
import io.espalier.study.Trials;
import io.espalier.synthetic.OptionSpace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Measures a long random search whose estimates cost nothing: what remains are the searcher, the
 * journal, the tables and the snapshot.
 */
public final class StudyBench {

  private static final int CHOICES = 20;
  private static final int OPTIONS = 8;
  private static final int BATCH = 100;
  private static final int BEST = 10;

  private final Path folder;
  private final int trials;
  private final OptionSpace space = new OptionSpace(CHOICES, OPTIONS);

  /** When the batch before was estimated: CPU time and time on the wall, in nanoseconds. */
  private long cpu;

  private long wall;

  /** A bench in an empty folder, with at least 100 batches of {@value #BATCH} trials. */
  public StudyBench(Path folder, int trials) {
    this.folder = folder;
    this.trials = trials;
  }

  /**
   * Measures.
   *
   * @param rounds how often the finished search is opened and read
   */
  public List<Timing> measure(int rounds) {
    Meter early = new Meter("appending to less than %,d trials".formatted(trials / 10), "trial");
    Meter late = new Meter("appending to more than %,d trials".formatted(trials / 10 * 9), "trial");
    Meter snapshot = new Meter("opening from the snapshot", "search");
    Meter replay = new Meter("opening by replay", "search");
    Meter best = new Meter("reading the best %d".formatted(BEST), "search");
    try (OpenedStudy study = open()) {
      run(study, trials / 10, early);
      run(study, trials / 10 * 9, new Meter("the rest", "trial"));
      run(study, trials, late);
    }
    for (int round = 0; round < rounds; round++) {
      best.measure(1, () -> Trials.readBest(folder.resolve(Study.TRIALS), BEST, Set.of()));
      snapshot.measure(1, () -> open().close());
    }
    delete(folder.resolve(Study.SNAPSHOT));
    for (int round = 0; round < rounds; round++) {
      replay.measure(1, () -> open().close());
    }
    return List.of(early.cost(), late.cost(), snapshot.cost(), replay.cost(), best.cost());
  }

  /** The most heap that was in use so far, in MB. */
  public static double peakHeapMb() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(StudyBench::peak)
            .sum()
        / 1e6;
  }

  private static long peak(MemoryPoolMXBean pool) {
    return pool.getPeakUsage().getUsed();
  }

  private OpenedStudy open() {
    JournalHeader header =
        new JournalHeader(OptionSpace.NAME, "random", 1, "", "", "", Measure.ACCURACY);
    return new Study(folder, header, space, StudyBench::costs)
        .open(new RandomSearcher(space, List.of(), new Seed(1)));
  }

  private void run(OpenedStudy study, int evaluations, Meter meter) {
    wall = 0;
    study.run(
        Workers.here(batch -> estimated(batch, meter)),
        new Study.Budget(evaluations, BATCH, BATCH),
        Progress.SILENT);
  }

  /** From one batch to the next, everything else is done: journal, tables and proposals. */
  private List<Outcome> estimated(List<Architecture> batch, Meter meter) {
    if (wall != 0) {
      meter.add(BATCH, CpuTime.nanoseconds() - cpu, System.nanoTime() - wall);
    }
    List<Outcome> outcomes =
        batch.stream().<Outcome>map(a -> new Estimate(a, score(a), 0.1, 1_000, 0.001)).toList();
    wall = System.nanoTime();
    cpu = CpuTime.nanoseconds();
    return outcomes;
  }

  private static double score(Architecture architecture) {
    return 50 + 40 * Math.sin(architecture.hashCode());
  }

  private static Costs costs(Architecture architecture) {
    int sum = architecture.picks().stream().mapToInt(pick -> pick.get(0)).sum();
    return new Costs(Map.of(CostKinds.MACS.column(), 10.0 + sum));
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

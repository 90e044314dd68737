package io.espalier.study;

import io.espalier.cost.Costs;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Failure;
import io.espalier.estimate.Outcome;
import io.espalier.file.HashedFile;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/** The trials of a running study, and the tables that are derived from them. */
final class TrialLog {

  /** Who looks on sees the tables change about once a second while they are small. */
  private static final long SHORTEST_PAUSE_NANOSECONDS = 1_000_000_000L;

  /** Writing takes at most one part in so many of the time. */
  private static final long TIMES_THE_WORK = 20;

  private final Path folder;
  private final JournalHeader header;
  private final SearchSpace space;
  private final Function<Architecture, Costs> costs;
  private final List<Trial> trials = new ArrayList<>();
  private final Set<Architecture> seen = new HashSet<>();
  private OptionalDouble best = OptionalDouble.empty();
  private String bestArchitecture = "";
  private long written = System.nanoTime();
  private long pause = SHORTEST_PAUSE_NANOSECONDS;

  TrialLog(
      Path folder, JournalHeader header, SearchSpace space, Function<Architecture, Costs> costs) {
    this.folder = folder;
    this.header = header;
    this.space = space;
    this.costs = costs;
  }

  List<Trial> trials() {
    return trials;
  }

  int count() {
    return trials.size();
  }

  /** Adds the next trial. */
  void add(Outcome outcome, String why) {
    Architecture architecture = outcome.architecture();
    if (!seen.add(space.canonical(architecture))) {
      throw new IllegalStateException(
          "%s was proposed twice; the budget counts every architecture once"
              .formatted(architecture));
    }
    int number = trials.size() + 1;
    Costs cost = costs.apply(architecture);
    if (outcome instanceof Estimate e) {
      if (best.isEmpty() || e.score() > best.getAsDouble()) {
        best = OptionalDouble.of(e.score());
        bestArchitecture = architecture.id();
      }
      OptionalDouble score = OptionalDouble.of(e.score());
      trials.add(
          new Trial(
              number,
              architecture.id(),
              score,
              e.standardError(),
              e.images(),
              e.seconds(),
              cost,
              best,
              why));
    } else {
      String reason = why + "; failed: " + ((Failure) outcome).reason();
      trials.add(
          new Trial(
              number, architecture.id(), OptionalDouble.empty(), 0, 0, 0, cost, best, reason));
    }
  }

  /** The state in a few words, for a progress bar. */
  String note() {
    return best.isEmpty()
        ? "none scored yet"
        : "best %s %s".formatted(header.measure().text(best.getAsDouble()), bestArchitecture);
  }

  /** Writes the tables, and whatever goes with them, if they have not been written for a while. */
  void writeNowAndThen(Runnable besides) {
    long begin = System.nanoTime();
    if (begin - written > pause) {
      write();
      besides.run();
      written = System.nanoTime();
      pause = Math.max(SHORTEST_PAUSE_NANOSECONDS, TIMES_THE_WORK * (written - begin));
    }
  }

  /** Writes the tables. */
  void write() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(Study.TRIALS, Trials.text(trials));
    texts.put(Study.PARETO, Trials.text(Trials.pareto(trials, header.objectives())));
    Trials.best(trials).ifPresent(trial -> texts.put(BestFile.NAME, BestFile.text(header, trial)));
    HashedFile.writeAll(folder, texts);
  }
}

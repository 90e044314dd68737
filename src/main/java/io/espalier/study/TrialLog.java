package io.espalier.study;

import io.espalier.cost.Costs;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Failure;
import io.espalier.estimate.Outcome;
import io.espalier.file.HashedFile;
import io.espalier.space.Architecture;
import io.espalier.space.ArchitectureSet;
import io.espalier.space.SearchSpace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The trials of a running study, and the tables that are derived from them. */
final class TrialLog {

  /** Who looks on sees the tables change about once a second while they are small. */
  private static final long SHORTEST_PAUSE_NANOSECONDS = 1_000_000_000L;

  /** Writing takes at most one part in so many of the time, however long the tables are. */
  private static final long TIMES_THE_WORK = 20;

  private final Path folder;
  private final JournalHeader header;
  private final SearchSpace space;
  private final Function<Architecture, Costs> costs;
  private PackedTrials trials = new PackedTrials();
  private final ArchitectureSet seen = new ArchitectureSet();
  private final Front front;
  private final Leaders best = new Leaders(1);
  private OptionalDouble bestScore = OptionalDouble.empty();
  private long written = System.nanoTime();
  private long pause = SHORTEST_PAUSE_NANOSECONDS;
  private int restored;

  TrialLog(
      Path folder, JournalHeader header, SearchSpace space, Function<Architecture, Costs> costs) {
    this.folder = folder;
    this.header = header;
    this.space = space;
    this.costs = costs;
    this.front = new Front(header.objectives());
  }

  /** Takes over the trials of an earlier run of the study. */
  void restore(PackedTrials earlier) {
    trials = earlier;
    restored = earlier.size();
    outcomes().forEach(outcome -> addSeen(outcome.architecture()));
    trials().forEach(this::count);
  }

  /** How many trials were taken over. */
  int restored() {
    return restored;
  }

  PackedTrials table() {
    return trials;
  }

  /** The trials so far. */
  List<Trial> trials() {
    return trials.trials();
  }

  /** The outcomes so far. */
  List<Outcome> outcomes() {
    return trials.outcomes(space);
  }

  int count() {
    return trials.size();
  }

  /** Adds the next trial. */
  void add(Outcome outcome, String why) {
    Architecture architecture = outcome.architecture();
    addSeen(architecture);
    int number = trials.size() + 1;
    Costs cost = costs.apply(architecture);
    String id = architecture.id();
    if (outcome instanceof Estimate e) {
      OptionalDouble score = OptionalDouble.of(e.score());
      OptionalDouble highest = OptionalDouble.of(Math.max(e.score(), bestScore.orElse(e.score())));
      Trial trial =
          new Trial(
              number, id, score, e.standardError(), e.images(), e.seconds(), cost, highest, why);
      trials.add(trial, "");
      count(trial);
    } else {
      String failure = Trials.FAILED + ((Failure) outcome).reason();
      OptionalDouble none = OptionalDouble.empty();
      trials.add(new Trial(number, id, none, 0, 0, 0, cost, bestScore, why + failure), failure);
    }
  }

  private void addSeen(Architecture architecture) {
    if (!seen.add(space.canonical(architecture))) {
      throw new IllegalStateException(
          "%s was proposed twice; the budget counts every architecture once"
              .formatted(architecture));
    }
  }

  private void count(Trial trial) {
    if (trial.score().isEmpty()) {
      return;
    }
    front.add(trial);
    best.add(trial);
    bestScore = trial.bestSoFar();
  }

  /** The state in a few words, for a progress bar. */
  String note() {
    return best.trials().stream()
        .findFirst()
        .map(t -> header.measure().text(t.score().getAsDouble()) + " " + t.architecture())
        .map("best "::concat)
        .orElse("none scored yet");
  }

  /** Writes what is to be written, if that has not been done for a while. */
  void nowAndThen(Runnable writing) {
    long begin = System.nanoTime();
    if (begin - written > pause) {
      writing.run();
      written = System.nanoTime();
      pause = Math.max(SHORTEST_PAUSE_NANOSECONDS, TIMES_THE_WORK * (written - begin));
    }
  }

  /** Writes the tables, and other files derived from the trials. */
  void write(Map<String, HashedFile.Content> others) {
    Map<String, HashedFile.Content> files = new LinkedHashMap<>(others);
    List<Trial> all = trials();
    files.put(Study.TRIALS, out -> TrialFile.write(out, all));
    files.put(Study.PARETO, out -> TrialFile.write(out, front.trials()));
    best.trials()
        .forEach(
            trial ->
                files.put(
                    BestFile.NAME,
                    out ->
                        out.write(BestFile.text(header, trial).getBytes(StandardCharsets.UTF_8))));
    HashedFile.writeContents(folder, files);
  }
}

package io.espalier.run;

import io.espalier.file.HashedFile;
import io.espalier.search.Proposal;
import io.espalier.search.Searcher;
import io.espalier.search.lanas.LanasSearcher;
import io.espalier.settings.GuideSettings;
import io.espalier.space.Architecture;
import io.espalier.study.Study;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.train.Training;
import io.espalier.task.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tree-guided training: at some steps the training pauses, a new LaNAS tree is given fresh
 * estimates by the current supernet, and the architectures that it would explore next get a larger
 * share of the steps until the next pause.
 *
 * <p>Each round has a folder in {@code guide/}: the journal of its search, and {@code
 * preferred.csv} with the architectures. Both can be stopped and continued like any search.
 */
final class TreeGuide {

  private static final String PREFERRED = "preferred.csv";

  private final Run run;
  private final GuideSettings settings;

  TreeGuide(Run run) {
    this.run = run;
    this.settings = run.settings().train().guide();
  }

  /** The steps before which the training pauses; none without guidance. */
  List<Long> pauses(long steps) {
    return settings.pauses(steps);
  }

  /**
   * The architectures that the tree prefers after the search of a round, counted from 1.
   *
   * @return empty if a stop was asked for before the search was done
   */
  Optional<List<Architecture>> preferred(int round) {
    Path at = run.folder().root().resolve("guide").resolve("round-" + round);
    Path file = at.resolve(PREFERRED);
    if (Files.exists(file)) {
      return Optional.of(read(file));
    }
    Problem problem = run.problem();
    // Trainings are guided by the score alone.
    Searcher searcher =
        Search.searcher(
            LanasSearcher.KIND.name(),
            run,
            problem.byScore(),
            run.settings().rootSeed().derive("guide").derive(round));
    try (Supernet supernet =
        Supernet.load(
            Training.last(run.folder().root()),
            run.task().networks().supernet(),
            PyTorch.device(run.settings().device()))) {
      Study.Result result =
          new Study(
                  at,
                  Search.header(
                      run.settings(),
                      LanasSearcher.KIND.name(),
                      run.task().dataUse(),
                      supernet.weights().hash(),
                      run.task().estimating().score(),
                      List.of()),
                  problem.space(),
                  problem.costs())
              .run(searcher, TrainedSupernet.estimator(supernet, run), budget(), run.progress());
      if (result.end() == Study.End.STOPPED) {
        return Optional.empty();
      }
    }
    List<Architecture> asked =
        searcher.ask(settings.preferred()).stream().map(Proposal::architecture).toList();
    HashedFile.write(
        file,
        asked.stream()
            .map(Architecture::id)
            .collect(Collectors.joining("\n", "architecture\n", "\n")));
    return Optional.of(asked);
  }

  private Study.Budget budget() {
    int batch = run.settings().search().batchSize();
    return new Study.Budget(settings.evaluations(), batch, run.settings().workerCount());
  }

  private List<Architecture> read(Path file) {
    return HashedFile.lines(file).stream()
        .skip(1)
        .map(run.task().networks().space()::parse)
        .toList();
  }
}

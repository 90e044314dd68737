package io.espalier.config;

import io.espalier.file.HashedFile;
import io.espalier.plan.Blueprint;
import io.espalier.progress.Progress;
import io.espalier.search.Proposal;
import io.espalier.search.Searcher;
import io.espalier.space.Architecture;
import io.espalier.study.Study;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.train.Training;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tree-guided training: at some steps the training pauses, a new LaNAS tree is told fresh estimates
 * of the supernet as it is, and what it would look at next gets a larger share of the steps until
 * the next pause.
 *
 * <p>Each round has a folder in {@code guide/}: the journal of its search, and {@code
 * preferred.csv} with the architectures. Both can be stopped and gone on with like any search.
 */
final class TreeGuide {

  private static final String PREFERRED = "preferred.csv";

  private final Configuration configuration;
  private final RunFolder folder;
  private final Parts parts;
  private final GuideSettings settings;

  TreeGuide(Configuration configuration, RunFolder folder, Parts parts) {
    this.configuration = configuration;
    this.folder = folder;
    this.parts = parts;
    this.settings = configuration.values().train().guide();
  }

  /** The steps before which the training pauses; none without guidance. */
  List<Long> pauses(long steps) {
    return settings.pauses(steps);
  }

  /**
   * What the tree prefers after the search of a round, counted from 1.
   *
   * @return empty if a stop was asked for before the search was done
   */
  Optional<List<Architecture>> preferred(int round, Progress progress) {
    Path at = folder.root().resolve("guide").resolve("round-" + round);
    Path file = at.resolve(PREFERRED);
    if (Files.exists(file)) {
      return Optional.of(read(file));
    }
    Searcher searcher =
        Searchers.named(
            Names.LANAS,
            parts.space(),
            parts.limits(),
            configuration.values().search(),
            parts.seed().derive("guide").derive(round));
    Blueprint blueprint = parts.blueprint();
    try (Supernet supernet =
        Supernet.load(
            Training.last(folder.root()),
            blueprint,
            PyTorch.device(configuration.values().device()))) {
      Study.Result result =
          new Study(
                  at,
                  SearchRun.header(
                      configuration,
                      Names.LANAS,
                      parts.dataUse(),
                      supernet.weights().hash(),
                      parts.estimating().score()),
                  parts.space(),
                  parts::size)
              .run(searcher, TrainedSupernet.estimator(supernet, parts), budget(), progress);
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
    int batch = configuration.values().search().batchSize();
    return new Study.Budget(settings.evaluations(), batch, parts.workers());
  }

  private List<Architecture> read(Path file) {
    return HashedFile.lines(file).stream().skip(1).map(parts.space()::parse).toList();
  }
}

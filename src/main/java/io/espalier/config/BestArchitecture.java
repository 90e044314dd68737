package io.espalier.config;

import io.espalier.error.InputError;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import io.espalier.study.Reranked;
import io.espalier.study.Study;
import io.espalier.study.Trial;
import io.espalier.study.Trials;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the architecture that a command is about. */
public final class BestArchitecture {

  private BestArchitecture() {}

  /**
   * The architecture with this id or, if that is null, the best that the configured searcher found:
   * of its reranked if it has some, else by its estimates.
   *
   * @throws InputError if the id does not fit the space, or there is no search to take the best of
   */
  public static Architecture of(String id, Config config, RunFolder folder, SearchSpace space) {
    if (id != null) {
      return space.parse(id);
    }
    Path trials = folder.search(config.search().searcher()).resolve(Study.TRIALS);
    if (!Files.exists(trials)) {
      throw new InputError(
          "which architecture? %s holds no search by %s; search first, or give --architecture ID"
              .formatted(folder.root(), config.search().searcher()));
    }
    return Reranked.best(Reranked.read(trials.getParent()))
        .map(Reranked::architecture)
        .or(() -> Trials.best(Trials.read(trials)).map(Trial::architecture))
        .map(space::parse)
        .orElseThrow(
            () ->
                new InputError(
                    "no trial in %s has a score; search on with --resume and more --evaluations"
                        .formatted(trials)));
  }
}

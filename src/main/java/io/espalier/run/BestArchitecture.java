package io.espalier.run;

import io.espalier.error.InputError;
import io.espalier.error.Remedy;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import io.espalier.study.Journal;
import io.espalier.study.Reranked;
import io.espalier.study.Spread;
import io.espalier.study.Study;
import io.espalier.study.Trial;
import io.espalier.study.Trials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds the architecture that a command is about. */
public final class BestArchitecture {

  private BestArchitecture() {}

  /**
   * The best architecture of the run's search: of those that were reranked if some were, else by
   * its estimates.
   *
   * @throws InputError if there is no search to take the best of
   */
  public static Architecture of(Run run) {
    return of(null, run);
  }

  /**
   * The architecture with this id or, if that is null, the best of the run's search: of those that
   * were reranked if some were, else by its estimates.
   *
   * @throws InputError if the id does not fit the space, or there is no search to take the best of
   */
  public static Architecture of(String id, Run run) {
    SearchSpace space = run.problem().space();
    if (id != null) {
      return space.parse(id);
    }
    Path trials = trials(run);
    return Reranked.best(Reranked.read(trials.getParent()))
        .map(Reranked::architecture)
        .or(() -> Trials.best(Trials.read(trials)).map(Trial::architecture))
        .map(space::parse)
        .orElseThrow(
            () ->
                new InputError(
                    "no trial in %s has a score".formatted(trials.getParent()),
                    Remedy.CONTINUE_LONGER));
  }

  /**
   * Members of the front of the run's search that are far from each other, the cheapest first.
   *
   * @param count how many; all if the front has no more
   * @throws InputError if there is no search
   */
  public static List<Architecture> ofFront(int count, Run run) {
    if (count < 1) {
      throw new InputError(
          "%d members of the front were asked for; allowed is 1 or more".formatted(count));
    }
    Path trials = trials(run);
    List<String> objectives = Journal.objectives(trials.resolveSibling(Study.JOURNAL));
    List<Trial> front = Trials.pareto(Trials.read(trials), objectives);
    if (front.isEmpty()) {
      throw new InputError(
          "no trial in %s has a score".formatted(trials.getParent()), Remedy.CONTINUE_LONGER);
    }
    SearchSpace space = run.problem().space();
    return Spread.of(front, objectives, count).stream()
        .map(Trial::architecture)
        .map(space::parse)
        .toList();
  }

  /** The trials of the run's search. */
  private static Path trials(Run run) {
    String search = run.settings().searchName();
    Path root = run.folder().root();
    Path trials = run.folder().search(search).resolve(Study.TRIALS);
    if (!Files.exists(trials)) {
      List<String> others = run.folder().searches();
      throw others.isEmpty()
          ? new InputError(
              "%s holds no search".formatted(root), Remedy.SEARCH_FIRST, Remedy.NAME_ARCHITECTURE)
          : new InputError(
              "%s holds no search '%s', but %s".formatted(root, search, String.join(", ", others)),
              Remedy.OTHER_SEARCH,
              Remedy.NAME_ARCHITECTURE);
    }
    return trials;
  }
}

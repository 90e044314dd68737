package io.espalier.settings;

import io.espalier.error.InputError;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The guidance of a training by a LaNAS tree.
 *
 * @param rounds searches during the training; 0 for no guidance
 * @param from the share of the steps before the first search
 * @param share the share of the later steps that train architectures preferred by the tree
 * @param evaluations estimates per search
 * @param preferred the number of architectures that each search prefers
 */
public record GuideSettings(int rounds, double from, double share, int evaluations, int preferred) {

  public GuideSettings {
    require(rounds >= 0, "rounds", rounds, "0 or more");
    require(from > 0 && from < 1, "from", from, "between 0 and 1");
    require(share > 0 && share < 1, "share", share, "between 0 and 1");
    require(evaluations >= 1, "evaluations", evaluations, "1 or more");
    require(preferred >= 1, "preferred", preferred, "1 or more");
  }

  /** The steps before which a search is made, at equal distances. */
  public List<Long> pauses(long steps) {
    return LongStream.range(0, rounds)
        .map(round -> (long) (steps * (from + (1 - from) * round / rounds)))
        .boxed()
        .toList();
  }

  private static void require(boolean holds, String name, Number given, String allowed) {
    if (!holds) {
      throw new InputError("train.guide.%s is %s; allowed is %s".formatted(name, given, allowed));
    }
  }
}

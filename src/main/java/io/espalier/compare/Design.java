package io.espalier.compare;

import io.espalier.error.InputError;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * The design of a comparison.
 *
 * @param budget the samples of a run: unique architectures that are estimated
 * @param firstSeed the first of the consecutive seeds
 * @param seeds the number of seeds
 * @param checkpoints the numbers of samples, rising, at which regret is reported
 * @param batch the number of architectures proposed before their outcomes are told
 * @param top the number of best observed architectures among which the truly best one is reported;
 *     0 for none
 * @param reference the searcher that the others are tested against; empty for no tests
 */
public record Design(
    int budget,
    long firstSeed,
    int seeds,
    List<Integer> checkpoints,
    int batch,
    int top,
    Optional<String> reference) {

  public Design {
    atLeast("budget", budget, 1);
    atLeast("seeds.count", seeds, 1);
    atLeast("batch", batch, 1);
    atLeast("top", top, 0);
    checkpoints = checkpoints.stream().distinct().sorted().toList();
    for (int checkpoint : checkpoints) {
      if (checkpoint < 1 || checkpoint > budget) {
        throw new InputError(
            "checkpoint %d is no number of samples from 1 to the budget of %d"
                .formatted(checkpoint, budget));
      }
    }
  }

  /** This design with another number of seeds. */
  Design withSeeds(int count) {
    return new Design(budget, firstSeed, count, checkpoints, batch, top, reference);
  }

  /** The seeds in their order. */
  List<Long> seedList() {
    return LongStream.range(firstSeed, firstSeed + seeds).boxed().toList();
  }

  private static void atLeast(String key, int value, int least) {
    if (value < least) {
      throw new InputError("%s is %d; allowed is %d or more".formatted(key, value, least));
    }
  }
}

package io.espalier.run.rank;

import io.espalier.error.InputError;
import io.espalier.error.Remedy;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The settings of a ranking.
 *
 * @param table the table of truths; empty to train for them
 * @param tableTruth its column; empty for the test accuracy after full training
 * @param scratch the number of architectures trained from scratch for their truths; 0 with a table
 * @param architectures the number of architectures drawn from the table
 * @param seed the seed of the draw
 * @param against a run with another seed to compare with
 * @param listTop the length of a list of the top-scored among all architectures; 0 for none
 * @param prefilter the share of architectures that the supernet scores for that list, chosen by the
 *     training-free scores
 * @param topImages the number of validation images on which the highest scored are scored again
 *     before the top is taken; 0 for none
 * @param validationImages validation images per estimate, if not those of the search
 * @param everyStatistics whether the supernet's scores with other batch-norm statistics than the
 *     search's are ranked too
 * @param untrained whether the scores of untrained networks, which take time, are ranked too
 */
public record RankSettings(
    Optional<Path> table,
    String tableTruth,
    int scratch,
    int architectures,
    long seed,
    Optional<Path> against,
    int listTop,
    double prefilter,
    int topImages,
    OptionalInt validationImages,
    boolean everyStatistics,
    boolean untrained) {

  private static final int FEWEST = 10;

  /**
   * A ranking against architectures that are trained from scratch, of all scores.
   *
   * @param scratch the number of these architectures
   */
  public static RankSettings ofTrainings(int scratch) {
    return new RankSettings(
        Optional.empty(),
        "",
        scratch,
        0,
        1,
        Optional.empty(),
        0,
        1,
        0,
        OptionalInt.empty(),
        true,
        true);
  }

  public RankSettings {
    if (table.isPresent() == scratch > 0) {
      throw new InputError(
          "the truth comes from a table or from trainings, not both",
          Remedy.NAME_TABLE,
          Remedy.TRAIN_TRUTHS);
    }
    int ranked = table.isPresent() ? architectures : scratch;
    if (ranked < FEWEST) {
      throw new InputError(
          "%d architectures are too few; a ranking needs %d architectures or more"
              .formatted(ranked, FEWEST));
    }
    if (listTop < 0 || (listTop > 0 && table.isEmpty())) {
      throw new InputError(
          "list top is %d; allowed is 0 or more, and more than 0 only with a table of truths"
              .formatted(listTop));
    }
    if (!(prefilter > 0 && prefilter <= 1)) {
      throw new InputError(
          "prefilter is %s; allowed is a share above 0, up to 1".formatted(prefilter));
    }
    if (topImages < 0 || (topImages > 0 && listTop == 0)) {
      throw new InputError(
          "top images is %d; allowed is 0 or more, and more than 0 only with list top"
              .formatted(topImages));
    }
    if (validationImages.orElse(0) < 0) {
      throw new InputError("validation images must not be negative; 0 stands for all");
    }
  }
}

package io.espalier.run.rank;

import io.espalier.error.InputError;
import io.espalier.error.Remedy;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a ranking is asked for.
 *
 * @param table the table of truths; empty to train for them
 * @param tableTruth its column; empty for the test accuracy after full training
 * @param scratch how many architectures are trained from scratch for their truths; 0 with a table
 * @param architectures how many of the table's are drawn
 * @param seed the seed of the draw, of its own
 * @param against the run of another seed to compare with
 * @param listTop how many top-scored of all architectures are looked up; 0 for no such list
 * @param prefilter the share of all that the supernet sees for that list, chosen by the
 *     training-free scores
 * @param topImages by how many validation images the highest scored are compared again before the
 *     top is taken; 0 for no second look
 * @param validationImages validation images per estimate, if not those of the search
 * @param everyStatistics whether the supernet's scores with other batch-norm statistics than the
 *     search's are ranked too
 * @param untrained whether the scores of untrained networks, which take their time, are ranked too
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
          "a ranking of %d architectures says nothing; it needs %d or more"
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

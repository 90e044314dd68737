package io.espalier.data.augment;

import io.espalier.catalogue.Named;
import java.util.List;

/**
 * A learned policy (Cubuk et al., "AutoAugment", CVPR 2019): each image goes through one of its
 * parts, drawn uniformly.
 *
 * @param name its name
 * @param summary one line for people who choose
 * @param parts its parts; empty to leave images as they are
 */
public record AugmentPolicy(String name, String summary, List<List<Step>> parts) implements Named {

  /** The largest level; with 0 there are ten of them. */
  static final int LARGEST_LEVEL = 9;

  public AugmentPolicy {
    parts = parts.stream().map(List::copyOf).toList();
  }

  /**
   * One operation of a part.
   *
   * @param operation the operation
   * @param probability how likely it is applied
   * @param level its magnitude, from 0 to 9, at equal distances in the operation's range
   */
  public record Step(AugmentOperation operation, double probability, int level) {

    public Step {
      if (!(probability >= 0 && probability <= 1) || level < 0 || level > LARGEST_LEVEL) {
        throw new IllegalArgumentException(
            "%s cannot have the probability %s and the level %d"
                .formatted(operation, probability, level));
      }
    }
  }

  /** Whether images stay as they are. */
  public boolean isNone() {
    return parts.isEmpty();
  }
}

package io.espalier.space;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;

/**
 * One decision of a search space: pick {@code picks} distinct options out of {@code options}.
 *
 * @param name the name of the decision, for example {@code layer3} or {@code edge 0>2}
 * @param options the names of the options, in the order of their bits in the mask
 * @param picks how many distinct options an architecture takes: 1, or k (a NASNet node takes 2)
 */
public record Choice(String name, List<String> options, int picks) {

  public Choice {
    options = List.copyOf(options);
    if (name.isBlank()) {
      throw new IllegalArgumentException("a choice needs a name");
    }
    if (new HashSet<>(options).size() != options.size()) {
      throw new IllegalArgumentException("choice " + name + " names an option twice: " + options);
    }
    if (picks < 1 || picks > options.size()) {
      throw new IllegalArgumentException(
          "choice %s takes %d of %d options: allowed are 1 to %d picks"
              .formatted(name, picks, options.size(), options.size()));
    }
  }

  /** The number of ways to make it, ignoring order. */
  BigInteger combinations() {
    BigInteger ways = BigInteger.ONE;
    for (int pick = 0; pick < picks; pick++) {
      ways =
          ways.multiply(BigInteger.valueOf(options.size() - pick))
              .divide(BigInteger.valueOf(pick + 1));
    }
    return ways;
  }

  /** A choice of exactly one option. */
  public static Choice one(String name, List<String> options) {
    return new Choice(name, options, 1);
  }
}

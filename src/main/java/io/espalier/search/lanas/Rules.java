package io.espalier.search.lanas;

import io.espalier.search.BitLayout;
import io.espalier.space.Choice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Describes the sides of a cut by the choices and options that decide most.
 *
 * <p>Neighbouring choices of the same kind ({@code layer3}, {@code layer4}) with similar effects
 * make one rule: {@code layer3-4 = k5_e6}.
 */
final class Rules {

  private static final int MOST = 4;

  /** A neighbour joins a rule if its effect is at least this share of the strongest one. */
  private static final double ALIKE = 0.5;

  /**
   * A name that ends in the number of a layer, a cell or a vertex, and contains no other number.
   */
  private static final Pattern NUMBERED = Pattern.compile("(\\D*[\\p{Alpha} _])(\\d+)");

  private final BitLayout layout;
  private final double[] effects;

  /** The choice of each bit. */
  private final int[] choiceOfBit;

  private final boolean[] told;

  private Rules(BitLayout layout, double[] effects) {
    this.layout = layout;
    this.effects = effects;
    this.choiceOfBit = new int[effects.length];
    this.told = new boolean[effects.length];
    int bit = 0;
    for (int c = 0; c < choices().size(); c++) {
      for (int option = 0; option < choices().get(c).options().size(); option++) {
        choiceOfBit[bit++] = c;
      }
    }
  }

  /**
   * The most important rules, the strongest first: {@code layer3 = k5_e6} where the effect is
   * positive, {@code not layer3 = k5_e6} where it is negative.
   *
   * @param effects the effect of each bit of {@code layout}
   */
  static List<String> of(BitLayout layout, double[] effects) {
    return new Rules(layout, effects).strongest();
  }

  private List<Choice> choices() {
    return layout.space().choices();
  }

  private List<String> strongest() {
    List<Integer> byStrength =
        IntStream.range(0, effects.length)
            .boxed()
            .filter(bit -> effects[bit] != 0)
            .sorted(Comparator.comparingDouble(bit -> -Math.abs(effects[bit])))
            .toList();
    List<String> rules = new ArrayList<>();
    for (int bit : byStrength) {
      if (rules.size() < MOST && !told[bit]) {
        rules.add(rule(bit));
      }
    }
    return rules;
  }

  private String rule(int strongest) {
    int first = furthest(strongest, -1);
    int last = furthest(strongest, 1);
    for (int bit = first; bit <= last; bit += options(strongest)) {
      told[bit] = true;
    }
    String name = layout.name(strongest);
    if (first < last) {
      Choice choice = choices().get(choiceOfBit[first]);
      name =
          "%s-%d = %s"
              .formatted(
                  choice.name(),
                  number(choices().get(choiceOfBit[last]).name()),
                  choice.options().get(option(first)));
    }
    return (effects[strongest] > 0 ? "" : "not ") + name;
  }

  /** The bit of the same option in the farthest choice on one side with a similar effect. */
  private int furthest(int strongest, int direction) {
    int bit = strongest;
    int next = bit + direction * options(bit);
    while (isNeighbour(bit, next, direction)
        && !told[next]
        && effects[next] / effects[strongest] >= ALIKE) {
      bit = next;
      next += direction * options(bit);
    }
    return bit;
  }

  /** Whether another bit is the same option of the next choice of the same kind. */
  private boolean isNeighbour(int bit, int other, int direction) {
    if (other < 0 || other >= effects.length) {
      return false;
    }
    Choice own = choices().get(choiceOfBit[bit]);
    Choice its = choices().get(choiceOfBit[other]);
    Matcher name = NUMBERED.matcher(own.name());
    return choiceOfBit[other] == choiceOfBit[bit] + direction
        && own.options().equals(its.options())
        && name.matches()
        && its.name().equals(name.group(1) + (number(own.name()) + direction));
  }

  private int options(int bit) {
    return choices().get(choiceOfBit[bit]).options().size();
  }

  private int option(int bit) {
    int option = bit;
    for (int c = 0; c < choiceOfBit[bit]; c++) {
      option -= choices().get(c).options().size();
    }
    return option;
  }

  private static int number(String name) {
    Matcher matcher = NUMBERED.matcher(name);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(name + " has no number");
    }
    return Integer.parseInt(matcher.group(2));
  }
}

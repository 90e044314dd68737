package io.espalier.space;

import java.util.List;

/**
 * Which option each bit of a {@link Mask} stands for: the options of the first choice come first,
 * then those of the second, and so on. All code that needs the position of a bit takes it from
 * here.
 */
public final class MaskLayout {

  private final List<Choice> choices;
  private final int[] firstBits;

  /** The layout of the masks of {@code space}. */
  public MaskLayout(SearchSpace space) {
    choices = space.choices();
    firstBits = new int[choices.size() + 1];
    for (int c = 0; c < choices.size(); c++) {
      firstBits[c + 1] = firstBits[c] + choices.get(c).options().size();
    }
  }

  /** The number of bits. */
  public int bits() {
    return firstBits[choices.size()];
  }

  /** The bit of a choice's first option. */
  public int firstBit(int choice) {
    return firstBits[choice];
  }

  /** The bit after that of a choice's last option. */
  public int endBit(int choice) {
    return firstBits[choice + 1];
  }

  /** The option at {@code bit}, for people: {@code "layer3 = k5_e6"}. */
  public String name(int bit) {
    int c = 0;
    while (bit >= endBit(c)) {
      c++;
    }
    Choice choice = choices.get(c);
    return choice.name() + " = " + choice.options().get(bit - firstBits[c]);
  }
}

package io.espalier.space;

import java.util.ArrayList;
import java.util.List;

/**
 * Which option each bit of a {@link Mask} stands for: the options of the first choice come first,
 * then those of the second, and so on. Whatever counts bits asks this.
 */
public final class MaskLayout {

  private final int[] firstBits;
  private final List<String> names = new ArrayList<>();

  /** The layout of the masks of {@code space}. */
  public MaskLayout(SearchSpace space) {
    List<Choice> choices = space.choices();
    firstBits = new int[choices.size() + 1];
    for (int c = 0; c < choices.size(); c++) {
      Choice choice = choices.get(c);
      firstBits[c + 1] = firstBits[c] + choice.options().size();
      choice.options().forEach(option -> names.add(choice.name() + " = " + option));
    }
  }

  /** The number of bits. */
  public int bits() {
    return names.size();
  }

  /** The bit of a choice's first option. */
  public int firstBit(int choice) {
    return firstBits[choice];
  }

  /** The bit behind that of a choice's last option. */
  public int endBit(int choice) {
    return firstBits[choice + 1];
  }

  /** The option at {@code bit}, for people: {@code "layer3 = k5_e6"}. */
  public String name(int bit) {
    return names.get(bit);
  }
}

package io.espalier.space;

import io.espalier.error.InputError;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;

/**
 * The bits of an architecture: one per option of each choice, set where the option is picked.
 *
 * <p>An architecture has two readers. The supernet runs the plan of the picked options and skips
 * everything else; the regressors of the LaNAS tree use these bits as features, numbered by the
 * same {@link MaskLayout}.
 */
public final class Mask {

  private final BitSet bits;
  private final int length;

  private Mask(BitSet bits, int length) {
    this.bits = bits;
    this.length = length;
  }

  /** The mask of {@code architecture}, which must fit {@code space}. */
  public static Mask of(SearchSpace space, Architecture architecture) {
    space.checkFits(architecture);
    MaskLayout layout = new MaskLayout(space);
    BitSet bits = new BitSet(layout.bits());
    for (int c = 0; c < space.choices().size(); c++) {
      for (int option : architecture.picks().get(c)) {
        bits.set(layout.firstBit(c) + option);
      }
    }
    return new Mask(bits, layout.bits());
  }

  /**
   * Reads a mask of {@code 0} and {@code 1}.
   *
   * @throws InputError if another character occurs; the message names its place
   */
  public static Mask parse(String text) {
    BitSet bits = new BitSet(text.length());
    for (int i = 0; i < text.length(); i++) {
      char bit = text.charAt(i);
      if (bit != '0' && bit != '1') {
        throw new InputError(
            "a mask holds only 0 and 1, but character %d is '%c'".formatted(i + 1, bit));
      }
      bits.set(i, bit == '1');
    }
    return new Mask(bits, text.length());
  }

  /** The number of bits. */
  public int length() {
    return length;
  }

  /** Whether the option at {@code bit} is picked. */
  public boolean get(int bit) {
    return bits.get(Objects.checkIndex(bit, length));
  }

  /**
   * The architecture of {@code space} that has this mask.
   *
   * @throws InputError if the bits do not fit the space's choices
   */
  public Architecture toArchitecture(SearchSpace space) {
    MaskLayout layout = new MaskLayout(space);
    if (length != layout.bits()) {
      throw new InputError(
          "a mask of %d bits was given; %s has %d".formatted(length, space.name(), layout.bits()));
    }
    List<List<Integer>> picks = new ArrayList<>();
    for (int c = 0; c < space.choices().size(); c++) {
      picks.add(bits.get(layout.firstBit(c), layout.endBit(c)).stream().boxed().toList());
    }
    Architecture architecture = new Architecture(space.name(), picks);
    space.checkFits(architecture);
    return architecture;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Mask mask && mask.length == length && mask.bits.equals(bits);
  }

  @Override
  public int hashCode() {
    return 31 * bits.hashCode() + length;
  }

  /** The bits as {@code 0} and {@code 1}, in the order of the choices and their options. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(bits.get(i) ? '1' : '0');
    }
    return text.toString();
  }
}

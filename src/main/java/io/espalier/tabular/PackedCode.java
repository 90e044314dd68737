package io.espalier.tabular;

import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;

/**
 * Architectures as a few 64-bit words: every pick takes as many bits as its choice's options need.
 * An architecture of NAS-Bench-101 takes 31 bits, so hundreds of thousands fit into a few
 * megabytes.
 */
final class PackedCode {

  private final String space;

  /** The number of picks of each choice. */
  private final int[] picks;

  /** The word of each pick, choice by choice; its position and mask follow. */
  private final int[] words;

  private final int[] shifts;
  private final long[] masks;
  private final int length;

  PackedCode(SearchSpace space) {
    this.space = space.name();
    List<Choice> choices = space.choices();
    picks = choices.stream().mapToInt(Choice::picks).toArray();
    int slots = choices.stream().mapToInt(Choice::picks).sum();
    words = new int[slots];
    shifts = new int[slots];
    masks = new long[slots];
    int word = 0;
    int shift = 0;
    int slot = 0;
    for (Choice choice : choices) {
      int bits = Integer.SIZE - Integer.numberOfLeadingZeros(choice.options().size() - 1);
      for (int k = 0; k < choice.picks(); k++, slot++) {
        if (shift + bits > Long.SIZE) {
          word++;
          shift = 0;
        }
        words[slot] = word;
        shifts[slot] = shift;
        masks[slot] = (1L << bits) - 1;
        shift += bits;
      }
    }
    length = word + 1;
  }

  /** The number of words of an architecture. */
  int words() {
    return length;
  }

  /** The words of {@code architecture}, which must fit the choices. */
  long[] pack(Architecture architecture) {
    long[] code = new long[length];
    List<List<Integer>> picked = architecture.picks();
    int slot = 0;
    for (int choice = 0; choice < picks.length; choice++) {
      List<Integer> pick = picked.get(choice);
      for (int k = 0; k < picks[choice]; k++, slot++) {
        code[words[slot]] |= (long) pick.get(k) << shifts[slot];
      }
    }
    return code;
  }

  /** The architecture whose words begin at {@code from}. */
  Architecture unpack(long[] codes, int from) {
    if (words.length == picks.length) {
      int[] options = new int[picks.length];
      for (int slot = 0; slot < options.length; slot++) {
        options[slot] = option(codes, from, slot);
      }
      return Architecture.of(space, options);
    }
    List<List<Integer>> unpacked = new ArrayList<>(picks.length);
    int slot = 0;
    for (int count : picks) {
      List<Integer> pick = new ArrayList<>(count);
      for (int k = 0; k < count; k++, slot++) {
        pick.add(option(codes, from, slot));
      }
      unpacked.add(pick);
    }
    return new Architecture(space, unpacked);
  }

  private int option(long[] codes, int from, int slot) {
    return (int) (codes[from + words[slot]] >>> shifts[slot] & masks[slot]);
  }
}

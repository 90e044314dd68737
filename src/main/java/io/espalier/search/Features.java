package io.espalier.search;

/**
 * The bits of a mask that say something of its network: all but those of options that stand for
 * nothing being there.
 *
 * @param bits their numbers
 * @param words the same as a set, 64 bits a word
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; made by the hundred thousand.
public record Features(int[] bits, long[] words) {

  /** The number of bits that this mask and another have in common. */
  public int common(Features other) {
    int common = 0;
    for (int w = 0; w < words.length; w++) {
      common += Long.bitCount(words[w] & other.words[w]);
    }
    return common;
  }
}

package io.espalier.search;

/**
 * The bits of a mask that say something of its network: all but the {@linkplain
 * io.espalier.space.SearchSpace#silentBits silent} ones.
 *
 * @param bits their numbers
 * @param words the same as a set, 64 bits a word
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; made by the hundred thousand.
public record Features(int[] bits, long[] words) {

  /** These bits of a mask that is so many bits wide. */
  public static Features of(int[] bits, int width) {
    long[] words = new long[(width + 63) / 64];
    for (int bit : bits) {
      words[bit >> 6] |= 1L << bit;
    }
    return new Features(bits, words);
  }

  /** The number of bits that this mask and another have in common. */
  public int common(Features other) {
    int common = 0;
    for (int w = 0; w < words.length; w++) {
      common += Long.bitCount(words[w] & other.words[w]);
    }
    return common;
  }
}

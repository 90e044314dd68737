package io.espalier.search;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The features that a mask may have in common with others: the bits that affect its network, which
 * are all but the {@linkplain io.espalier.space.SearchSpace#silentBits silent} ones, and the
 * {@linkplain io.espalier.space.PathFeatures path features} of its network.
 *
 * @param bits the numbers of the bits
 * @param words the same as a set, 64 bits a word
 * @param pathFeatures the numbers of the path features
 * @param pathFeatureWords the same as a set, 64 path features a word
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; made by the hundred thousand.
public record Features(int[] bits, long[] words, int[] pathFeatures, long[] pathFeatureWords) {

  private static final int[] NONE = {};
  private static final long[] NO_WORDS = {};

  /** The features of a mask of {@code width} bits that has these bits. */
  public static Features of(int[] bits, int width) {
    long[] words = new long[(width + 63) / 64];
    for (int bit : bits) {
      words[bit >> 6] |= 1L << bit;
    }
    return new Features(bits, words, NONE, NO_WORDS);
  }

  /** These features with the network's path features, of which there can be {@code width}. */
  Features with(BitSet pathFeatures, int width) {
    return new Features(
        bits,
        words,
        pathFeatures.stream().toArray(),
        Arrays.copyOf(pathFeatures.toLongArray(), (width + 63) / 64));
  }

  /** The number of bits that this mask and another have in common. */
  public int common(Features other) {
    return common(words, other.words);
  }

  /** The number of path features that this mask's network and another's have in common. */
  public int commonPathFeatures(Features other) {
    return common(pathFeatureWords, other.pathFeatureWords);
  }

  private static int common(long[] words, long[] others) {
    int common = 0;
    for (int w = 0; w < words.length; w++) {
      common += Long.bitCount(words[w] & others[w]);
    }
    return common;
  }
}

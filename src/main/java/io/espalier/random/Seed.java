package io.espalier.random;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A seed from which others are derived by name and index.
 *
 * <p>Deriving is a pure function: {@code new Seed(7).derive("training").derive(120)} is the same in
 * every run and on every machine, regardless of earlier draws.
 *
 * @param value the 64 bits of the seed
 */
public record Seed(long value) {

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** The seed of the part called {@code name}. */
  public Seed derive(String name) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * FNV_PRIME;
    }
    return new Seed(mix(value ^ mix(hash)));
  }

  /** The seed of step, epoch or element {@code index}. */
  public Seed derive(long index) {
    return new Seed(mix(value + mix(index ^ FNV_OFFSET)));
  }

  /** A new generator that starts at this seed. */
  public RandomGenerator generator() {
    return new SplittableRandom(value);
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood, 2014): a bijection that mixes all bits. */
  private static long mix(long z) {
    z += 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}

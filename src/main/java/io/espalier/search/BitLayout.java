package io.espalier.search;

import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.MaskLayout;
import io.espalier.space.PathFeatures;
import io.espalier.space.SearchSpace;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A space as numbers: an architecture is an array with one entry per pick (a <i>slot</i>) that
 * holds the picked option's bit, as {@link MaskLayout} counts them.
 *
 * <p>Walks change one slot at a time and read half-spaces bit by bit; in this representation they
 * do so without creating objects.
 */
public final class BitLayout {

  private final SearchSpace space;
  private final MaskLayout mask;
  private final int[] firstBit;
  private final int[] endBit;
  private final int[] firstSlot;
  private final int[] endSlot;
  private final BigInteger combinations;
  private final boolean product;
  private final Optional<Function<Architecture, BitSet>> silentBits;
  private final Optional<PathFeatures> pathFeatures;

  /** Lays out the bits of {@code space}. */
  public BitLayout(SearchSpace space) {
    this(space, true);
  }

  /** As above, optionally with the space's path features as further common features of masks. */
  BitLayout(SearchSpace space, boolean withPathFeatures) {
    this.space = space;
    int slots = space.choices().stream().mapToInt(Choice::picks).sum();
    firstBit = new int[slots];
    endBit = new int[slots];
    firstSlot = new int[slots];
    endSlot = new int[slots];
    BigInteger combined = BigInteger.ONE;
    int slot = 0;
    mask = new MaskLayout(space);
    for (int c = 0; c < space.choices().size(); c++) {
      Choice choice = space.choices().get(c);
      int end = slot + choice.picks();
      Arrays.fill(firstBit, slot, end, mask.firstBit(c));
      Arrays.fill(endBit, slot, end, mask.endBit(c));
      Arrays.fill(firstSlot, slot, end, slot);
      Arrays.fill(endSlot, slot, end, end);
      combined = combined.multiply(binomial(choice.options().size(), choice.picks()));
      slot = end;
    }
    combinations = combined;
    product = combined.equals(space.size());
    silentBits = space.silentBits();
    pathFeatures = withPathFeatures ? space.pathFeatures() : Optional.empty();
  }

  /** The space laid out. */
  public SearchSpace space() {
    return space;
  }

  /** The number of bits of a mask. */
  public int bits() {
    return mask.bits();
  }

  /** The number of path features that the space's networks can have. */
  public int pathFeatures() {
    return pathFeatures.map(PathFeatures::count).orElse(0);
  }

  /** The weight of a path feature in common, where having all picks in common counts 1. */
  public double traitWeight() {
    return pathFeatures.map(PathFeatures::weight).orElse(0.0);
  }

  /** The number of picks of an architecture, over all choices. */
  public int slots() {
    return firstBit.length;
  }

  /** The first bit of the choice that {@code slot} belongs to. */
  public int firstBit(int slot) {
    return firstBit[slot];
  }

  /** The bit after the last one of the choice that {@code slot} belongs to. */
  public int endBit(int slot) {
    return endBit[slot];
  }

  /** The option at {@code bit}, for people: {@code "layer3 = k5_e6"}. */
  public String name(int bit) {
    return mask.name(bit);
  }

  /** The number of combinations of picks, valid or not. */
  public BigInteger combinations() {
    return combinations;
  }

  /** Whether every combination of picks is valid, so that no check is needed. */
  public boolean isProduct() {
    return product;
  }

  /** Whether another slot of the same choice already holds {@code bit}. */
  public boolean isTaken(int[] slots, int slot, int bit) {
    for (int other = firstSlot[slot]; other < endSlot[slot]; other++) {
      if (other != slot && slots[other] == bit) {
        return true;
      }
    }
    return false;
  }

  /** The bits that {@code architecture} picks, slot by slot. */
  public int[] slots(Architecture architecture) {
    space.checkFits(architecture);
    int[] slots = new int[slots()];
    int slot = 0;
    for (List<Integer> pick : architecture.picks()) {
      for (int option : pick) {
        slots[slot] = firstBit[slot] + option;
        slot++;
      }
    }
    return slots;
  }

  /**
   * The features of the valid mask with the bits in {@code slots} that it may have in common with
   * others.
   */
  public Features features(int[] slots) {
    if (silentBits.isEmpty() && pathFeatures.isEmpty()) {
      return Features.of(slots, bits());
    }
    Architecture architecture = architecture(slots);
    BitSet silent = silentBits.map(of -> of.apply(architecture)).orElseGet(BitSet::new);
    int[] bits = Arrays.stream(slots).filter(bit -> !silent.get(bit)).toArray();
    Features features = Features.of(bits, bits());
    return pathFeatures
        .map(known -> features.with(known.of().apply(architecture), known.count()))
        .orElse(features);
  }

  /** The architecture that picks the bits in {@code slots}. */
  public Architecture architecture(int[] slots) {
    List<List<Integer>> picks = new ArrayList<>(space.choices().size());
    int slot = 0;
    for (Choice choice : space.choices()) {
      List<Integer> pick = new ArrayList<>(choice.picks());
      for (int k = 0; k < choice.picks(); k++, slot++) {
        pick.add(slots[slot] - firstBit[slot]);
      }
      picks.add(pick);
    }
    return new Architecture(space.name(), picks);
  }

  private static BigInteger binomial(int n, int k) {
    BigInteger value = BigInteger.ONE;
    for (int i = 1; i <= k; i++) {
      value = value.multiply(BigInteger.valueOf(n - k + i)).divide(BigInteger.valueOf(i));
    }
    return value;
  }
}

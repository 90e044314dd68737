package io.espalier.synthetic;

import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * Additive options, pairs that help or hinder each other, and traps.
 *
 * <p>z = (A + P / 2 + T) / s, score = {@value #CENTRE} + {@value #POINTS} z. A sums a standard
 * normal weight for every picked option and P one for every pair of picked options; both are scaled
 * to variance 1 over random architectures. T sums {@value #TRAPS} traps (Deb and Goldberg,
 * "Analyzing Deception in Trap Functions", 1993): a trap names one option in each of {@value
 * #TRAP_CHOICES} choices; with all of them picked it adds {@value #TRAP_HEIGHT}; with u of them
 * picked, fewer than all, it subtracts more the larger u is, so that every single step towards it
 * looks wrong. s is the standard deviation of the sum, and z has mean 0, over {@value #DRAWS}
 * random architectures.
 */
final class RuggedTruth implements SyntheticTruth {

  static final String NAME = "rugged";

  private static final double CENTRE = 90;
  private static final double POINTS = 1.5;
  private static final int TRAPS = 4;
  private static final int TRAP_CHOICES = 3;
  private static final double TRAP_HEIGHT = 2;
  private static final int DRAWS = 4_096;

  private final SearchSpace space;
  private final int[] offsets;
  private final double[] single;
  private final double[][] pair;
  private final List<int[]> traps = new ArrayList<>();
  private final double mean;
  private final double deviation;

  RuggedTruth(SearchSpace space, long instance) {
    this.space = space;
    Seed seed = new Seed(instance).derive("rugged truth");
    RandomGenerator random = seed.derive("weights").generator();
    this.offsets = offsets(space);
    int bits = space.bits();
    int picks = space.choices().stream().mapToInt(Choice::picks).sum();
    this.single = normals(bits, 1 / Math.sqrt(picks), random);
    this.pair = new double[bits][];
    for (int bit = 0; bit < bits; bit++) {
      pair[bit] = normals(bit, 0.5 / Math.sqrt(picks * (picks - 1) / 2.0), random);
    }
    for (int t = 0; t < TRAPS; t++) {
      traps.add(trap(random));
    }
    double[] values = new double[DRAWS];
    double sum = 0;
    double squares = 0;
    RandomGenerator draws = seed.derive("scale").generator();
    for (int i = 0; i < DRAWS; i++) {
      values[i] = sum(space.sample(draws));
      sum += values[i];
      squares += values[i] * values[i];
    }
    this.mean = sum / DRAWS;
    this.deviation = Math.sqrt(squares / DRAWS - mean * mean);
  }

  private static int[] offsets(SearchSpace space) {
    int[] offsets = new int[space.choices().size()];
    for (int c = 1; c < offsets.length; c++) {
      offsets[c] = offsets[c - 1] + space.choices().get(c - 1).options().size();
    }
    return offsets;
  }

  private static double[] normals(int count, double scale, RandomGenerator random) {
    double[] normals = new double[count];
    for (int i = 0; i < count; i++) {
      normals[i] = scale * random.nextGaussian();
    }
    return normals;
  }

  /** The bits of a random option in each of some random choices. */
  private int[] trap(RandomGenerator random) {
    List<Integer> choices = new ArrayList<>();
    int wanted = Math.min(TRAP_CHOICES, offsets.length);
    while (choices.size() < wanted) {
      int choice = random.nextInt(offsets.length);
      if (!choices.contains(choice)) {
        choices.add(choice);
      }
    }
    return choices.stream()
        .mapToInt(c -> offsets[c] + random.nextInt(space.choices().get(c).options().size()))
        .toArray();
  }

  @Override
  public OptionalDouble best() {
    return OptionalDouble.empty();
  }

  @Override
  public double applyAsDouble(Architecture architecture) {
    return CENTRE + POINTS * (sum(architecture) - mean) / deviation;
  }

  private double sum(Architecture architecture) {
    boolean[] picked = new boolean[single.length];
    List<Integer> bits = new ArrayList<>();
    for (int c = 0; c < offsets.length; c++) {
      for (int option : architecture.picks().get(c)) {
        bits.add(offsets[c] + option);
        picked[offsets[c] + option] = true;
      }
    }
    double sum = 0;
    for (int i = 0; i < bits.size(); i++) {
      sum += single[bits.get(i)];
      for (int j = 0; j < i; j++) {
        sum += pair[bits.get(i)][bits.get(j)];
      }
    }
    for (int[] trap : traps) {
      int hit = 0;
      for (int bit : trap) {
        hit += picked[bit] ? 1 : 0;
      }
      sum += hit == trap.length ? TRAP_HEIGHT : -TRAP_HEIGHT * hit / (2.0 * trap.length);
    }
    return sum;
  }
}

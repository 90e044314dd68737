package io.espalier.data;

import io.espalier.error.InputError;
import io.espalier.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/** Selections that keep the proportions of the classes. */
public final class Strata {

  private Strata() {}

  /** The positions of each class, ascending, by label; labels are not negative. */
  static List<int[]> positions(int[] labels) {
    int classes = Arrays.stream(labels).max().orElse(-1) + 1;
    int[] counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    List<int[]> positions = new ArrayList<>(classes);
    for (int count : counts) {
      positions.add(new int[count]);
    }
    int[] filled = new int[classes];
    for (int i = 0; i < labels.length; i++) {
      positions.get(labels[i])[filled[labels[i]]++] = i;
    }
    return positions;
  }

  /**
   * Distributes {@code total} in proportion to {@code counts} by largest remainders (Hamilton):
   * every share is off by less than one, and none exceeds its count.
   */
  static int[] quotas(int[] counts, int total) {
    long all = Arrays.stream(counts).asLongStream().sum();
    if (total < 0 || total > all) {
      throw new IllegalArgumentException("cannot take %d of %d".formatted(total, all));
    }
    int[] quotas = new int[counts.length];
    List<Integer> classes = new ArrayList<>();
    int given = 0;
    for (int c = 0; c < counts.length; c++) {
      quotas[c] = all == 0 ? 0 : (int) ((long) counts[c] * total / all);
      given += quotas[c];
      classes.add(c);
    }
    classes.sort(
        Comparator.<Integer>comparingLong(c -> (long) counts[c] * total % Math.max(1, all))
            .reversed());
    for (int k = 0; given < total; k++, given++) {
      quotas[classes.get(k)]++;
    }
    return quotas;
  }

  /** The positions, ascending, of the first members of each class, {@code total} altogether. */
  public static int[] first(int[] labels, int total) {
    List<int[]> positions = positions(labels);
    int[] quotas = quotas(positions.stream().mapToInt(p -> p.length).toArray(), total);
    int[] taken = new int[total];
    int count = 0;
    for (int c = 0; c < quotas.length; c++) {
      for (int k = 0; k < quotas[c]; k++) {
        taken[count++] = positions.get(c)[k];
      }
    }
    Arrays.sort(taken);
    return taken;
  }

  /** Positions in two halves that share none; each ascending by class, in random order within. */
  public static final class Halves {
    /** The positions that are kept. */
    public final int[] kept;

    /** The positions that are held back. */
    public final int[] held;

    private Halves(int[] kept, int[] held) {
      this.kept = kept;
      this.held = held;
    }
  }

  /**
   * Holds back a share of each class: at least one member, but not all.
   *
   * @param name the name of a class in messages, by label
   * @throws InputError if a class has only one member
   */
  public static Halves halves(
      int[] labels, double heldFraction, Seed seed, IntFunction<String> name) {
    List<int[]> classes = positions(labels);
    List<int[]> kept = new ArrayList<>();
    List<int[]> held = new ArrayList<>();
    for (int c = 0; c < classes.size(); c++) {
      int[] members = classes.get(c);
      if (members.length == 1) {
        throw new InputError(
            "class %s has a single image; at least 2 are needed, one of them to hold back"
                .formatted(name.apply(c)));
      }
      shuffle(members, seed.derive("class").derive(c).generator());
      int share = (int) Math.round(members.length * heldFraction);
      share = Math.min(Math.max(1, share), Math.max(0, members.length - 1));
      held.add(Arrays.copyOf(members, share));
      kept.add(Arrays.copyOfRange(members, share, members.length));
    }
    return new Halves(joined(kept), joined(held));
  }

  private static int[] joined(List<int[]> parts) {
    return parts.stream().flatMapToInt(Arrays::stream).toArray();
  }

  /** Brings {@code values} into a random order (Fisher and Yates). */
  public static void shuffle(int[] values, RandomGenerator random) {
    for (int i = values.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int kept = values[i];
      values[i] = values[other];
      values[other] = kept;
    }
  }
}

package io.espalier.search.surrogate;

import io.espalier.search.BitLayout;
import io.espalier.search.Features;
import io.espalier.search.regression.GaussianProcess;
import io.espalier.space.Architecture;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The architectures of a space that is defined by a list.
 *
 * <p>Judging all of a long list at every refit would cost more than everything else. So it is
 * judged in three tiers: the complete list when the samples have grown by {@value #FULL_GROWTH},
 * the {@value #PROMISING} that were best then every {@value #PROMISING_EVERY} samples, and the
 * {@value #LEADING} best of these every time.
 */
final class ListTable implements CandidateTable {

  /** The number of kernel evaluations that is cheap enough for every refit. */
  private static final long ALWAYS = 1_000_000;

  private static final double FULL_GROWTH = 1.15;
  private static final int PROMISING = 20_000;
  private static final int PROMISING_EVERY = 20;
  private static final int LEADING = 1_000;

  private final int[][] slots;
  private final Features[] features;
  private final double[] means;

  private final int[] all;

  private int[] promising = {};
  private int[] leading = {};

  /** The number of samples when the first tier was judged last; that of the second follows. */
  private int countOfFull;

  private int countOfPromising;

  ListTable(BitLayout layout, List<Architecture> listing) {
    this.slots = listing.stream().map(layout::slots).toArray(int[][]::new);
    this.features = Arrays.stream(slots).map(layout::features).toArray(Features[]::new);
    this.means = new double[features.length];
    this.all = IntStream.range(0, features.length).toArray();
  }

  @Override
  public int size() {
    return features.length;
  }

  @Override
  public int[] slots(int index) {
    return slots[index];
  }

  @Override
  public double[] means(GaussianProcess process) {
    int count = process.count();
    boolean isCheap = (long) count * features.length <= ALWAYS;
    if (isCheap || count >= FULL_GROWTH * countOfFull || count < countOfFull) {
      judge(all, process);
      countOfFull = count;
      countOfPromising = 0;
    } else if (countOfPromising == 0 || count >= countOfPromising + PROMISING_EVERY) {
      if (countOfPromising < countOfFull) {
        promising = highest(all, PROMISING);
      }
      judge(promising, process);
      leading = highest(promising, LEADING);
      countOfPromising = count;
    } else {
      judge(leading, process);
    }
    return means;
  }

  private void judge(int[] rows, GaussianProcess process) {
    for (int row : rows) {
      means[row] = process.mean(features[row]);
    }
  }

  /** The rows with the highest means, compared as float; of equal ones, the earlier. */
  private int[] highest(int[] rows, int count) {
    if (rows.length <= count) {
      return rows;
    }
    float[] sorted = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      sorted[i] = (float) means[rows[i]];
    }
    Arrays.sort(sorted);
    float lowest = sorted[rows.length - count];
    return Arrays.stream(rows).filter(row -> (float) means[row] >= lowest).limit(count).toArray();
  }
}

package io.espalier.search.surrogate;

import io.espalier.search.BitLayout;
import io.espalier.search.regression.GaussianProcess;
import io.espalier.space.Choice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All combinations of picks, valid or not, numbered with the last choice varying fastest.
 *
 * <p>The kernel exp(-d s) is a product over the choices, so its matrix over all combinations is a
 * Kronecker product, and computing all means takes as many steps per combination as all choices
 * have picks, independent of the number of samples (Saatçi, "Scalable Inference for Structured
 * Gaussian Process Models", 2012, algorithm 15).
 */
final class GridTable implements CandidateTable {

  private final int picks;
  private final List<Axis> axes = new ArrayList<>();
  private final int size;

  /**
   * A choice.
   *
   * @param firstSlot its first slot
   * @param values the bits of each of its picks
   * @param numbers the index of each of its picks
   */
  private record Axis(
      int firstSlot, List<List<Integer>> values, Map<List<Integer>, Integer> numbers) {

    int number(int[] slots) {
      List<Integer> bits = new ArrayList<>();
      for (int k = 0; k < values.get(0).size(); k++) {
        bits.add(slots[firstSlot + k]);
      }
      return numbers.get(bits);
    }
  }

  /** The combinations of {@code layout}, which must be few enough to count with an int. */
  GridTable(BitLayout layout) {
    this.picks = layout.slots();
    this.size = layout.combinations().intValueExact();
    int slot = 0;
    for (Choice choice : layout.space().choices()) {
      List<List<Integer>> values = new ArrayList<>();
      addValues(layout.firstBit(slot), layout.endBit(slot), choice.picks(), List.of(), values);
      Map<List<Integer>, Integer> numbers = new HashMap<>();
      values.forEach(value -> numbers.put(value, numbers.size()));
      axes.add(new Axis(slot, values, numbers));
      slot += choice.picks();
    }
  }

  private static void addValues(
      int first, int end, int missing, List<Integer> bits, List<List<Integer>> values) {
    if (missing == 0) {
      values.add(bits);
      return;
    }
    for (int bit = first; bit <= end - missing; bit++) {
      List<Integer> more = new ArrayList<>(bits);
      more.add(bit);
      addValues(bit + 1, end, missing - 1, more, values);
    }
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int[] slots(int index) {
    int[] slots = new int[picks];
    int rest = index;
    for (int a = axes.size() - 1; a >= 0; a--) {
      Axis axis = axes.get(a);
      List<Integer> value = axis.values().get(rest % axis.values().size());
      for (int k = 0; k < value.size(); k++) {
        slots[axis.firstSlot() + k] = value.get(k);
      }
      rest /= axis.values().size();
    }
    return slots;
  }

  private int index(int[] slots) {
    int index = 0;
    for (Axis axis : axes) {
      index = index * axis.values().size() + axis.number(slots);
    }
    return index;
  }

  @Override
  public double[] means(GaussianProcess process) {
    double[] means = new double[size];
    for (int i = 0; i < process.count(); i++) {
      means[index(process.slots(i))] += process.coefficient(i);
    }
    int stride = size;
    for (Axis axis : axes) {
      stride /= axis.values().size();
      means = product(kernel(axis, process), means, stride);
    }
    for (int i = 0; i < size; i++) {
      means[i] += process.mean();
    }
    return means;
  }

  /** The factor that this choice has in the kernel, by pairs of its picks. */
  private double[][] kernel(Axis axis, GaussianProcess process) {
    int count = axis.values().size();
    int own = axis.values().get(0).size();
    double[][] kernel = new double[count][count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        int common = 0;
        for (Integer bit : axis.values().get(i)) {
          common += axis.values().get(j).contains(bit) ? 1 : 0;
        }
        kernel[i][j] = process.covariance(picks - own + common);
      }
    }
    return kernel;
  }

  /** Multiplies along the axis whose neighbours lie {@code stride} apart. */
  private static double[] product(double[][] kernel, double[] values, int stride) {
    double[] product = new double[values.length];
    int block = stride * kernel.length;
    for (int start = 0; start < values.length; start += block) {
      for (int i = 0; i < kernel.length; i++) {
        int to = start + i * stride;
        for (int j = 0; j < kernel.length; j++) {
          addScaled(product, to, kernel[i][j], values, start + j * stride, stride);
        }
      }
    }
    return product;
  }

  private static void addScaled(
      double[] sum, int to, double weight, double[] values, int from, int count) {
    for (int t = 0; t < count; t++) {
      sum[to + t] += weight * values[from + t];
    }
  }
}

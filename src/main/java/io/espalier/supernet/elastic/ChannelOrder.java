package io.espalier.supernet.elastic;

import ai.djl.ndarray.NDArray;
import io.espalier.supernet.Tensors;
import java.util.Map;

/**
 * New places for channels.
 *
 * @param places by the full name of a tensor and one of its dimensions: for each new place the old
 *     one
 */
public record ChannelOrder(Map<String, Map<Integer, int[]>> places) {

  /**
   * Reorders arrays in place.
   *
   * @param arrays by the full name of the tensor that they are, or are kept of; those that no order
   *     concerns stay as they are
   */
  public void apply(Map<String, ? extends NDArray> arrays) {
    arrays.forEach(
        (name, array) -> {
          Map<Integer, int[]> own = places.get(name);
          if (own != null) {
            reorder(array, own);
          }
        });
  }

  private static void reorder(NDArray array, Map<Integer, int[]> own) {
    long[] shape = array.getShape().getShape();
    float[] values = array.toFloatArray();
    for (Map.Entry<Integer, int[]> dimension : own.entrySet()) {
      values = reordered(values, shape, dimension.getKey(), dimension.getValue());
    }
    boolean learned = array.hasGradient();
    Tensors.overwrite(array, values);
    array.setRequiresGradient(learned);
  }

  private static float[] reordered(float[] values, long[] shape, int dimension, int[] from) {
    int inner = 1;
    for (int d = dimension + 1; d < shape.length; d++) {
      inner *= (int) shape[d];
    }
    float[] moved = new float[values.length];
    int block = from.length * inner;
    for (int outer = 0; outer < values.length; outer += block) {
      for (int place = 0; place < from.length; place++) {
        System.arraycopy(values, outer + from[place] * inner, moved, outer + place * inner, inner);
      }
    }
    return moved;
  }
}

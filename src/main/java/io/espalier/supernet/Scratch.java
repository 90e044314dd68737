package io.espalier.supernet;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import java.util.ArrayList;
import java.util.List;

/** Arrays that one operation needs on the way, views of weights among them. */
final class Scratch implements AutoCloseable {

  private final List<NDArray> arrays = new ArrayList<>();

  /** The array, which {@link #close} frees. */
  PtNDArray keep(PtNDArray array) {
    arrays.add(array);
    return array;
  }

  /** Frees what was kept so far. */
  @Override
  public void close() {
    arrays.forEach(NDArray::close);
    arrays.clear();
  }
}

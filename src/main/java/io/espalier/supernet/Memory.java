package io.espalier.supernet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.plan.Op;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What recurrent networks remember of streams of tokens: for each {@link Op.Previous}, by its path,
 * an array of shape (streams, features). Empty at first, which stands for zeros. No gradient passes
 * through it: errors are propagated back within a batch only (truncated back-propagation through
 * time). For one thread.
 */
public final class Memory implements AutoCloseable {

  private static final String PREFIX = "memory.";

  private final NDManager manager;
  private final Map<String, NDArray> values = new LinkedHashMap<>();

  /** An empty memory, kept on the device of these weights. */
  public Memory(Weights weights) {
    this.manager = weights.manager().newSubManager();
  }

  /** Forgets everything. */
  public void clear() {
    values.values().forEach(NDArray::close);
    values.clear();
  }

  /** Remembers the same as another memory, which keeps it. */
  public void copy(Memory other) {
    clear();
    other.values.forEach((path, value) -> put(path, JniUtils.detachGradient((PtNDArray) value)));
  }

  /** Takes over what another memory holds, which is then empty. */
  public void become(Memory other) {
    clear();
    other.values.forEach(this::put);
    other.values.clear();
  }

  /** What is remembered, as a view of {@code scratch}'s own. */
  PtNDArray get(String path, Op.Previous previous, int streams, NDManager scratch) {
    NDArray value = values.get(path);
    if (value == null) {
      return (PtNDArray) scratch.zeros(new Shape(streams, previous.width()));
    }
    PtNDArray view = JniUtils.detachGradient((PtNDArray) value);
    view.attach(scratch);
    return view;
  }

  /** Remembers values in place of those before, without how they came about. */
  void set(String path, PtNDArray value) {
    NDArray before = values.remove(path);
    if (before != null) {
      before.close();
    }
    put(path, JniUtils.detachGradient(value));
  }

  private void put(String path, NDArray value) {
    value.attach(manager);
    values.put(path, value);
  }

  /** What is remembered, as it is written to a checkpoint. */
  public List<Safetensors.Entry> entries() {
    return values.entrySet().stream()
        .map(entry -> Tensors.entry(PREFIX + entry.getKey(), entry.getValue()))
        .toList();
  }

  /** Takes what is remembered out of a checkpoint. */
  public void read(Safetensors content) {
    clear();
    content.tensors().values().stream()
        .filter(entry -> entry.name().startsWith(PREFIX))
        .forEach(
            entry -> put(entry.name().substring(PREFIX.length()), Tensors.array(manager, entry)));
  }

  @Override
  public void close() {
    manager.close();
  }
}

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
 * The memory of recurrent networks over streams of tokens: for each {@link Op.Previous}, by its
 * path, an array of shape (streams, features). Initially empty, which stands for zeros. No gradient
 * passes through it: errors are propagated back only within a batch (truncated back-propagation
 * through time). For one thread.
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

  /** Copies the content of another memory, which keeps it. */
  public void copy(Memory other) {
    clear();
    other.values.forEach((path, value) -> put(path, JniUtils.detachGradient((PtNDArray) value)));
  }

  /** Takes over the content of another memory, which is then empty. */
  public void become(Memory other) {
    clear();
    other.values.forEach(this::put);
    other.values.clear();
  }

  /** The remembered values, as a view owned by {@code scratch}. */
  PtNDArray get(String path, Op.Previous previous, int streams, NDManager scratch) {
    NDArray value = values.get(path);
    if (value == null) {
      return (PtNDArray) scratch.zeros(new Shape(streams, previous.width()));
    }
    PtNDArray view = JniUtils.detachGradient((PtNDArray) value);
    view.attach(scratch);
    return view;
  }

  /** Replaces the remembered values, detached from their gradient graph. */
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

  /** The content as checkpoint entries. */
  public List<Safetensors.Entry> entries() {
    return values.entrySet().stream()
        .map(entry -> Tensors.entry(PREFIX + entry.getKey(), entry.getValue()))
        .toList();
  }

  /** Restores the content from a checkpoint. */
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

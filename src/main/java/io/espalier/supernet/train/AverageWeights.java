package io.espalier.supernet.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Safetensors;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.Tensors;
import io.espalier.supernet.Weights;
import io.espalier.supernet.elastic.ChannelOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** The running average of the weights of a training. */
final class AverageWeights implements AutoCloseable {

  private final Weights weights;
  private final Averaging averaging;
  private final NDManager manager;
  private final Map<String, PtNDArray> averages = new LinkedHashMap<>();

  AverageWeights(Weights weights, Averaging averaging) {
    this.weights = weights;
    this.averaging = averaging;
    this.manager = weights.manager().newSubManager();
  }

  /** Takes in the weights after a step, counted from 1, out of {@code steps}. */
  void update(long step, long steps) {
    double weight = averaging.weight(step, steps);
    if (weight == 0) {
      return;
    }
    boolean recorded = JniUtils.isGradMode();
    PyTorch.recordGradients(false);
    try (NDManager scratch = manager.newSubManager()) {
      PtNDArray factor = (PtNDArray) scratch.create((float) weight);
      averaged().forEach((name, array) -> update(name, (PtNDArray) array, factor));
    } finally {
      PyTorch.recordGradients(recorded);
    }
  }

  private Map<String, NDArray> averaged() {
    return averaging.statistics() ? weights.all() : weights.learned();
  }

  /** The value of {@code measure} for the averages, or for the weights while there are none. */
  double measured(DoubleSupplier measure) {
    exchange();
    try {
      return measure.getAsDouble();
    } finally {
      exchange();
    }
  }

  /** Swaps the averages and the weights. */
  private void exchange() {
    Map<String, NDArray> all = averages.isEmpty() ? Map.of() : averaged();
    all.forEach(
        (name, array) -> {
          boolean learned = array.hasGradient();
          PtNDArray present = JniUtils.clone((PtNDArray) array);
          present.setRequiresGradient(false);
          present.attach(manager);
          array.intern(averages.put(name, present));
          array.setRequiresGradient(learned);
        });
  }

  private void update(String name, PtNDArray present, PtNDArray weight) {
    PtNDArray average = averages.get(name);
    if (average == null) {
      PtNDArray first = JniUtils.clone(present);
      first.attach(manager);
      averages.put(name, first);
      return;
    }
    try (PtNDArray difference = JniUtils.sub(present, average)) {
      JniUtils.muli(difference, weight);
      JniUtils.addi(average, difference);
    }
  }

  /** Moves them along with channels of the weights. */
  void reorder(ChannelOrder order) {
    order.apply(averages);
  }

  /** The averages as checkpoint entries. */
  List<Safetensors.Entry> entries() {
    List<Safetensors.Entry> entries = new ArrayList<>();
    averages.forEach((name, array) -> entries.add(Tensors.entry(Supernet.AVERAGE + name, array)));
    return entries;
  }

  /** Restores the averages from a checkpoint. */
  void read(Safetensors content) {
    averages.values().forEach(NDArray::close);
    averages.clear();
    content.tensors().values().stream()
        .filter(entry -> entry.name().startsWith(Supernet.AVERAGE))
        .forEach(
            entry ->
                averages.put(
                    entry.name().substring(Supernet.AVERAGE.length()),
                    (PtNDArray) Tensors.array(manager, entry)));
  }

  @Override
  public void close() {
    manager.close();
  }
}

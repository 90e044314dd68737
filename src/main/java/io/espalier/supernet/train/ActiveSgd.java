package io.espalier.supernet.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.plan.Node;
import io.espalier.plan.Plan;
import io.espalier.plan.Tensor;
import io.espalier.supernet.Safetensors;
import io.espalier.supernet.Tensors;
import io.espalier.supernet.Weights;
import io.espalier.supernet.elastic.ChannelOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Gradient descent with momentum on the tensors that a plan uses, and on no others: weight decay
 * and momentum must not move weights that a step did not use. Where an operation uses a slice, only
 * the slice moves.
 *
 * <p>With rate r, weight w, gradient g, decay d and momentum m: v = m v + r (g + d w); w = w - v.
 * At a constant rate this is PyTorch's SGD. With {@link RmsProp} of decay p and epsilon e: s = p s
 * + (1 - p) (g + d w)^2 from s = 1 on; v = m v + r (g + d w) / sqrt(s + e); w = w - v.
 */
final class ActiveSgd implements AutoCloseable {

  private static final String PREFIX = "momentum/";
  private static final String SQUARES = "square/";

  private final Weights weights;
  private final Recipe recipe;
  private final NDManager manager;
  private final Map<String, NDArray> velocities = new LinkedHashMap<>();
  private final Map<String, NDArray> squares = new LinkedHashMap<>();

  ActiveSgd(Weights weights, Recipe recipe) {
    this.weights = weights;
    this.recipe = recipe;
    this.manager = weights.manager().newSubManager();
  }

  /** Enables gradients for the learned tensors of {@code plan}. */
  void prepare(Plan plan) {
    for (Node node : plan.nodes()) {
      for (Tensor tensor : node.op().tensors()) {
        NDArray array = weights.get(node.path(), tensor.name());
        if (tensor.learned() && !array.hasGradient()) {
          array.setRequiresGradient(true);
        }
      }
    }
  }

  /**
   * What a step was, read from the device at once.
   *
   * @param gradientNorm the gradients' global norm before clipping; not finite if nothing was moved
   * @param measured the numbers that were to be read with it
   */
  record Moved(double gradientNorm, List<Float> measured) {
    Moved {
      measured = List.copyOf(measured);
    }
  }

  /**
   * Moves the learned tensors of {@code plans} by their gradients and sets these to zero. Where
   * plans use different slices of a tensor, the smallest slice that holds them all moves. Nothing
   * is moved if a gradient or one of the measured numbers is not finite.
   *
   * @param measured single numbers that are read with the norms
   */
  Moved step(List<Plan> plans, double rate, List<PtNDArray> measured) {
    try (Active active = new Active(plans)) {
      Moved read = active.read(measured);
      double norm = read.gradientNorm();
      if (Double.isFinite(norm)) {
        double clip = recipe.clipNorm();
        active.move(rate, clip > 0 && norm > clip ? clip / norm : 1);
      }
      active.zeroGradients();
      return read;
    }
  }

  /** Moves its state along with channels of the weights. */
  void reorder(ChannelOrder order) {
    order.apply(velocities);
    order.apply(squares);
  }

  /** The optimizer's state as checkpoint entries. */
  List<Safetensors.Entry> entries() {
    List<Safetensors.Entry> entries = new ArrayList<>();
    velocities.forEach((name, array) -> entries.add(Tensors.entry(PREFIX + name, array)));
    squares.forEach((name, array) -> entries.add(Tensors.entry(SQUARES + name, array)));
    return entries;
  }

  /** Restores the state from a checkpoint. */
  void read(Safetensors content) {
    read(content, PREFIX, velocities);
    read(content, SQUARES, squares);
  }

  private void read(Safetensors content, String prefix, Map<String, NDArray> arrays) {
    arrays.values().forEach(NDArray::close);
    arrays.clear();
    content.tensors().values().stream()
        .filter(entry -> entry.name().startsWith(prefix))
        .forEach(
            entry ->
                arrays.put(entry.name().substring(prefix.length()), Tensors.array(manager, entry)));
  }

  @Override
  public void close() {
    manager.close();
  }

  /** The learned tensors of some plans that have a gradient, with views of their slices. */
  private final class Active implements AutoCloseable {

    private final List<PtNDArray> stored = new ArrayList<>();
    private final List<PtNDArray> moved = new ArrayList<>();
    private final List<PtNDArray> gradients = new ArrayList<>();
    private final List<PtNDArray> momenta = new ArrayList<>();
    private final List<PtNDArray> means = new ArrayList<>();
    private final List<NDArray> scratch = new ArrayList<>();

    Active(List<Plan> plans) {
      Map<String, Map<String, Tensor>> learned = new LinkedHashMap<>();
      for (Plan plan : plans) {
        for (Node node : plan.nodes()) {
          for (Tensor tensor : node.op().tensors()) {
            if (tensor.learned()) {
              learned
                  .computeIfAbsent(node.path(), path -> new LinkedHashMap<>())
                  .merge(tensor.name(), tensor, Tensor::covering);
            }
          }
        }
      }
      learned.forEach((path, own) -> own.values().forEach(tensor -> add(path, tensor)));
    }

    private void add(String path, Tensor tensor) {
      PtNDArray weight = (PtNDArray) weights.get(path, tensor.name());
      PtNDArray gradient = JniUtils.getGradient(weight);
      if (gradient == null) {
        return;
      }
      scratch.add(gradient);
      NDArray velocity =
          velocities.computeIfAbsent(
              path + "." + tensor.name(), name -> manager.zeros(weight.getShape()));
      stored.add(weight);
      moved.add(slice(weight, tensor));
      gradients.add(slice(gradient, tensor));
      momenta.add(slice(velocity, tensor));
      OptionalDouble from = recipe.update().squaresFrom();
      if (from.isPresent()) {
        NDArray mean =
            squares.computeIfAbsent(
                path + "." + tensor.name(),
                name -> manager.full(weight.getShape(), (float) from.getAsDouble()));
        means.add(slice(mean, tensor));
      }
    }

    private PtNDArray slice(NDArray array, Tensor tensor) {
      NDArray slice = Tensors.part(array, tensor.shape());
      if (slice != array) {
        scratch.add(slice);
      }
      return (PtNDArray) slice;
    }

    /** The norm of all gradients and other numbers, in one copy from the device. */
    Moved read(List<PtNDArray> others) {
      List<PtNDArray> numbers = new ArrayList<>();
      for (PtNDArray gradient : gradients) {
        PtNDArray norm = JniUtils.norm(gradient, 2, new int[0], false);
        scratch.add(norm);
        numbers.add(norm);
      }
      numbers.addAll(others);
      float[] values;
      try (PtNDArray all = JniUtils.stack(numbers.toArray(PtNDArray[]::new), 0)) {
        values = all.toFloatArray();
      }
      List<Float> measured = new ArrayList<>();
      for (int i = gradients.size(); i < values.length; i++) {
        measured.add(values[i]);
      }
      double squares = 0;
      for (int g = 0; g < gradients.size(); g++) {
        squares += (double) values[g] * values[g];
      }
      for (float value : measured) {
        squares = Float.isFinite(value) ? squares : Double.NaN;
      }
      return new Moved(Math.sqrt(squares), measured);
    }

    void move(double rate, double scale) {
      try (Optimizer.Step step = recipe.update().begin(manager, recipe, rate, scale)) {
        for (int i = 0; i < moved.size(); i++) {
          PtNDArray mean = means.isEmpty() ? null : means.get(i);
          step.move(moved.get(i), gradients.get(i), momenta.get(i), mean);
        }
      }
    }

    void zeroGradients() {
      stored.forEach(JniUtils::zeroGrad);
    }

    @Override
    public void close() {
      scratch.forEach(NDArray::close);
    }
  }
}

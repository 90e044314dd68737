package io.espalier.supernet;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.Tensor;
import io.espalier.random.Seed;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Tensors by path: those of a supernet, each at its largest size, or those of one child.
 *
 * <p>Reading is safe from several threads. Closing frees the native memory of the tensors that this
 * object owns; arrays handed out are not to be closed by their readers.
 */
public final class Weights implements AutoCloseable {

  private final NDManager manager;
  private final Map<String, Map<String, NDArray>> tensors;

  /** Full names of those that an optimizer moves. */
  private final Set<String> learned;

  private Weights(
      NDManager manager, Map<String, Map<String, NDArray>> tensors, Set<String> learned) {
    this.manager = manager;
    this.tensors = tensors;
    this.learned = learned;
  }

  /** Fresh weights of the supernet of {@code blueprint}; the same for the same seed. */
  public static Weights initialise(Blueprint blueprint, Device device, Seed seed) {
    return initialise(blueprint.operations(), device, seed);
  }

  /** Fresh weights of one child, as its supernet would have had them if it is not elastic. */
  public static Weights initialise(Plan plan, Device device, Seed seed) {
    return initialise(plan.operations(), device, seed);
  }

  private static Weights initialise(Map<String, Op> operations, Device device, Seed seed) {
    return create(
        operations,
        device,
        (path, tensor) ->
            Initialisation.values(
                operations.get(path), tensor, seed.derive(path).derive(tensor.name())));
  }

  /**
   * The weights of {@code operations}, by their paths, out of a file's content; further tensors in
   * it are not looked at.
   *
   * @throws io.espalier.error.InputError if one is missing or of another shape; the message names
   *     it
   */
  public static Weights of(Map<String, Op> operations, Safetensors content, Device device) {
    return create(
        operations,
        device,
        (path, tensor) ->
            Tensors.checked(content, path + "." + tensor.name(), tensor.shape()).data().get());
  }

  private static Weights create(
      Map<String, Op> operations, Device device, BiFunction<String, Tensor, ByteBuffer> values) {
    NDManager manager = PyTorch.manager(device);
    try {
      Map<String, Map<String, NDArray>> tensors = new LinkedHashMap<>();
      Set<String> learned = new HashSet<>();
      operations.forEach(
          (path, op) -> {
            Map<String, NDArray> own = new LinkedHashMap<>();
            for (Tensor tensor : op.tensors()) {
              if (tensor.learned()) {
                learned.add(path + "." + tensor.name());
              }
              own.put(tensor.name(), Tensors.array(manager, tensor, values.apply(path, tensor)));
            }
            tensors.put(path, own);
          });
      return new Weights(manager, tensors, learned);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /** The device that holds the tensors. */
  public Device device() {
    return manager.getDevice();
  }

  /** The manager that owns the tensors; scratch memory belongs into a sub-manager of it. */
  public NDManager manager() {
    return manager;
  }

  /**
   * The stored tensor, at its largest size.
   *
   * @throws IllegalArgumentException if there is none of this path and name
   */
  public NDArray get(String path, String tensor) {
    NDArray found = tensors.getOrDefault(path, Map.of()).get(tensor);
    if (found == null) {
      throw new IllegalArgumentException("these weights hold no tensor " + path + "." + tensor);
    }
    return found;
  }

  /** Every tensor by its full name {@code path.tensor}, in a fixed order. */
  public Map<String, NDArray> all() {
    Map<String, NDArray> all = new LinkedHashMap<>();
    tensors.forEach((path, own) -> own.forEach((name, array) -> all.put(path + "." + name, array)));
    return all;
  }

  /** The tensors that an optimizer moves, by their full names. */
  public Map<String, NDArray> learned() {
    Map<String, NDArray> found = all();
    found.keySet().retainAll(learned);
    return found;
  }

  /** Every tensor as it is written to a file. */
  public List<Safetensors.Entry> entries() {
    return all().entrySet().stream()
        .map(named -> Tensors.entry(named.getKey(), named.getValue()))
        .toList();
  }

  /** SHA-256, in hexadecimal, of names, shapes and numbers of the tensors, in their order. */
  public String hash() {
    return Tensors.hash(entries());
  }

  /**
   * Replaces the values of every tensor by those of a file's content.
   *
   * @throws io.espalier.error.InputError if one is missing or of another shape; then nothing has
   *     changed
   */
  public void read(Safetensors content) {
    Map<String, NDArray> all = all();
    all.forEach(
        (name, array) -> Tensors.checked(content, name, Tensors.entry(name, array).shape()));
    all.forEach(
        (name, array) -> {
          boolean learned = array.hasGradient();
          array.intern(Tensors.array(manager, content.tensors().get(name)));
          array.setRequiresGradient(learned);
        });
  }

  /**
   * A copy of what {@code plan} uses, cut to its sizes: the child's own weights. The caller closes
   * it.
   */
  public Weights copyFor(Plan plan) {
    return create(
        plan.operations(),
        device(),
        (path, tensor) -> Tensors.values(get(path, tensor.name()), tensor.shape()));
  }

  /**
   * New weights of which every tensor is what {@code change} makes of the one here. The caller
   * closes them.
   *
   * @param change makes a new array of the same shape
   */
  public Weights mapped(UnaryOperator<NDArray> change) {
    NDManager own = PyTorch.manager(device());
    Map<String, Map<String, NDArray>> changed = new LinkedHashMap<>();
    tensors.forEach(
        (path, named) -> {
          Map<String, NDArray> at = new LinkedHashMap<>(named);
          at.replaceAll((name, array) -> change.apply(array));
          at.values().forEach(array -> array.attach(own));
          changed.put(path, at);
        });
    return new Weights(own, changed, learned);
  }

  /**
   * These weights for one child with batch-norm statistics of its own, mean 0 and variance 1 to
   * begin with. Learned tensors are shared. The caller closes it before this object.
   */
  public Weights withOwnStatistics(Plan plan) {
    return under(plan, path -> path, true);
  }

  /**
   * These weights for a plan whose operations have other paths. Learned tensors are shared. The
   * caller closes it before this object.
   *
   * @param origin the path here of a path of {@code plan}
   * @param ownStatistics whether each batch norm of the plan gets statistics of its own, as by
   *     {@link #withOwnStatistics}, rather than those here
   */
  public Weights under(Plan plan, UnaryOperator<String> origin, boolean ownStatistics) {
    NDManager own = manager.newSubManager();
    Map<String, Map<String, NDArray>> mixed = new LinkedHashMap<>();
    plan.operations()
        .forEach(
            (path, op) -> {
              Map<String, NDArray> at = new LinkedHashMap<>();
              for (Tensor tensor : op.tensors()) {
                at.put(
                    tensor.name(),
                    ownStatistics && !tensor.learned()
                        ? Tensors.array(own, tensor, Initialisation.values(op, tensor, new Seed(0)))
                        : get(origin.apply(path), tensor.name()));
              }
              mixed.put(path, at);
            });
    return new Weights(own, mixed, learned);
  }

  /** Tensors of these weights with others, which this new object owns, in a scope of its own. */
  Weights with(Function<NDManager, Map<String, Map<String, NDArray>>> others) {
    NDManager own = manager.newSubManager();
    try {
      Map<String, Map<String, NDArray>> mixed = new LinkedHashMap<>(tensors);
      mixed.putAll(others.apply(own));
      return new Weights(own, mixed, learned);
    } catch (RuntimeException e) {
      own.close();
      throw e;
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}

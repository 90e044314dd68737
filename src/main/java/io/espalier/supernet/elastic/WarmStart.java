package io.espalier.supernet.elastic;

import ai.djl.ndarray.NDArray;
import io.espalier.error.InputError;
import io.espalier.file.Sha256;
import io.espalier.plan.Tensor;
import io.espalier.supernet.Safetensors;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.Tensors;
import io.espalier.supernet.Weights;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights of a trained network of a space, for its supernet to begin with. Those of a smaller
 * network go to the slices that it uses; what it does not have stays as it is.
 *
 * @param file a safetensors file: of a supernet, of one of its networks, or of another program
 * @param names the file that says what its tensors are called here; empty if they have the same
 *     names
 */
public record WarmStart(String file, String names) {

  /** PyTorch's count of the batches that a batch norm has seen; nothing reads it. */
  private static final String COUNTER = "num_batches_tracked";

  /** What else checkpoints of trainings hold has a slash in its name, as no tensor has. */
  private static final String STATE = "/";

  private static final int MOST_NAMED = 5;

  /**
   * What was taken.
   *
   * @param tensors how many tensors
   * @param slices how many of them are smaller than the supernet's
   * @param fresh how many tensors of the supernet stay as they are
   */
  public record Taken(int tensors, int slices, int fresh) {}

  /**
   * The hash of what both files say, wherever they are; empty for no file.
   *
   * @throws InputError if one cannot be read
   */
  public String hash() {
    if (file.isEmpty()) {
      return "";
    }
    String tensors = Sha256.of(Path.of(file));
    return names.isEmpty() ? tensors : Sha256.of(tensors + Sha256.of(Path.of(names)));
  }

  /**
   * Replaces weights by those in the file.
   *
   * @throws InputError if the file has a tensor that the supernet has not, or one that is no slice
   *     of its own; then nothing has changed
   */
  public Taken into(Weights weights) {
    Map<String, NDArray> all = weights.all();
    Map<String, Safetensors.Entry> found = found();
    List<String> unknown = found.keySet().stream().filter(name -> !all.containsKey(name)).toList();
    if (!unknown.isEmpty()) {
      throw new InputError(
          "%s has tensors that are none of this supernet's: %s; this supernet has, for example, %s; give the file of one of its networks, or say in train.warm_start_names what they are called here"
              .formatted(file, some(unknown), some(List.copyOf(all.keySet()))));
    }
    if (found.isEmpty()) {
      throw new InputError(
          "%s holds no tensors; give the file of a trained network".formatted(file));
    }
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    found.forEach((name, entry) -> shapes.put(name, shape(name, entry, all.get(name))));
    int slices = 0;
    for (Map.Entry<String, List<Integer>> shape : shapes.entrySet()) {
      NDArray stored = all.get(shape.getKey());
      put(values(found.get(shape.getKey())), shape.getValue(), stored);
      slices += stored.size() == size(shape.getValue(), 0) ? 0 : 1;
    }
    return new Taken(found.size(), slices, all.size() - found.size());
  }

  /** The tensors by their names here; averages in the place of what they are averages of. */
  private Map<String, Safetensors.Entry> found() {
    TensorNames called = names.isEmpty() ? TensorNames.same() : TensorNames.read(Path.of(names));
    Map<String, Safetensors.Entry> found = new LinkedHashMap<>();
    Map<String, String> origins = new LinkedHashMap<>();
    Supernet.averaged(Safetensors.readForeign(Path.of(file)))
        .tensors()
        .forEach(
            (theirs, entry) -> {
              if (theirs.endsWith(COUNTER) || theirs.contains(STATE)) {
                return;
              }
              String ours = called.ours(theirs);
              String before = origins.put(ours, theirs);
              if (before != null) {
                throw new InputError(
                    "%s and %s of %s would both be %s here; correct %s"
                        .formatted(before, theirs, file, ours, names));
              }
              found.put(ours, entry);
            });
    called.checkUsed(Path.of(file));
    return found;
  }

  /** The shape in the supernet: linear layers and 1x1 convolutions are written as either. */
  private List<Integer> shape(String name, Safetensors.Entry entry, NDArray stored) {
    List<Integer> whole = Tensors.entry(name, stored).shape();
    List<Integer> shape = new ArrayList<>(entry.shape());
    while (shape.size() > whole.size() && shape.get(shape.size() - 1) == 1) {
      shape.remove(shape.size() - 1);
    }
    while (shape.size() < whole.size() && shape.size() >= 2) {
      shape.add(1);
    }
    boolean fits = entry.type() == Safetensors.Type.F32 && shape.size() == whole.size();
    for (int d = 0; fits && d < shape.size(); d++) {
      int missing = whole.get(d) - shape.get(d);
      // Only kernels are taken from the centre.
      fits = shape.get(d) > 0 && missing >= 0 && (d < 2 || missing % 2 == 0);
    }
    if (!fits) {
      throw new InputError(
          "tensor %s is %s %s in %s; this supernet has F32 %s, of which networks use the first channels and the centre of the kernel: give the file of one of its networks"
              .formatted(name, entry.type(), entry.shape(), file, whole));
    }
    return shape;
  }

  private static float[] values(Safetensors.Entry entry) {
    FloatBuffer data = entry.data().get().asFloatBuffer();
    float[] values = new float[data.remaining()];
    data.get(values);
    return values;
  }

  private static void put(float[] values, List<Integer> shape, NDArray stored) {
    float[] whole = stored.toFloatArray();
    put(values, 0, shape, Tensors.entry("", stored).shape(), 0, whole, 0);
    Tensors.overwrite(stored, whole);
  }

  /** Copies the dimensions from {@code d} on. */
  private static void put(
      float[] from,
      int at,
      List<Integer> shape,
      List<Integer> whole,
      int d,
      float[] to,
      int target) {
    if (d == shape.size()) {
      to[target] = from[at];
      return;
    }
    int start = Tensor.start(d, whole.get(d), shape.get(d));
    for (int n = 0; n < shape.get(d); n++) {
      int next = target + (start + n) * size(whole, d + 1);
      put(from, at + n * size(shape, d + 1), shape, whole, d + 1, to, next);
    }
  }

  /** The number of values of the dimensions from {@code d} on. */
  private static int size(List<Integer> shape, int d) {
    return shape.subList(d, shape.size()).stream().reduce(1, Math::multiplyExact);
  }

  /** The first of some names. */
  static String some(List<String> names) {
    int more = names.size() - MOST_NAMED;
    return more <= 0
        ? String.join(", ", names)
        : "%s and %d more".formatted(String.join(", ", names.subList(0, MOST_NAMED)), more);
  }
}

package io.espalier.supernet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.error.InputError;
import io.espalier.file.Sha256;
import io.espalier.plan.Tensor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** The arrays of tensors: out of files, into files, and cut to smaller sizes. */
public final class Tensors {

  private Tensors() {}

  /** An array of 32-bit floating point as it is written to a file. */
  public static Safetensors.Entry entry(String name, NDArray array) {
    List<Integer> shape = new ArrayList<>();
    for (long size : array.getShape().getShape()) {
      shape.add(Math.toIntExact(size));
    }
    return new Safetensors.Entry(
        name, Safetensors.Type.F32, shape, () -> array.toByteBuffer(false));
  }

  /** An array of 32-bit floating point out of a file. */
  public static NDArray array(NDManager manager, Safetensors.Entry entry) {
    return array(manager, new Tensor(entry.name(), entry.shape(), true), entry.data().get());
  }

  /** An array in memory of the engine's own, wherever the values came from. */
  static NDArray array(NDManager manager, Tensor tensor, ByteBuffer values) {
    Shape shape = new Shape(tensor.shape().stream().mapToLong(Integer::longValue).toArray());
    return own(manager.create(values.asFloatBuffer(), shape));
  }

  /**
   * A copy, in memory of the engine's own, of an array of Java's numbers, which is closed. DJL's
   * arrays of these only borrow their memory, which must outlast the array and, where a gradient is
   * recorded, its use.
   */
  public static NDArray own(NDArray borrowed) {
    try (borrowed) {
      return borrowed.duplicate();
    }
  }

  /** A copy with numbers of another type, on the same device. */
  public static PtNDArray as(DataType type, NDArray array) {
    return JniUtils.to((PtNDArray) array, type, array.getManager().getDevice());
  }

  /** Gives an array other numbers, in the order of its dimensions. */
  public static void overwrite(NDArray array, float[] values) {
    array.intern(own(array.getManager().create(values, array.getShape())));
  }

  /** The array itself if it has this shape, else a new view of its part ({@link Tensor#start}). */
  public static NDArray part(NDArray stored, List<Integer> shape) {
    NDArray view = stored;
    for (int d = 0; d < shape.size(); d++) {
      if (stored.getShape().get(d) != shape.get(d)) {
        long from = Tensor.start(d, (int) stored.getShape().get(d), shape.get(d));
        NDArray narrower = JniUtils.slice((PtNDArray) view, d, from, from + shape.get(d), 1);
        if (view != stored) {
          view.close();
        }
        view = narrower;
      }
    }
    return view;
  }

  /** The numbers of an array's part of this shape. */
  static ByteBuffer values(NDArray stored, List<Integer> shape) {
    NDArray cut = part(stored, shape);
    try {
      return cut.toByteBuffer(false);
    } finally {
      if (cut != stored) {
        cut.close();
      }
    }
  }

  /**
   * A tensor of a file's content.
   *
   * @throws InputError if it is missing or of another type or shape; the message names it
   */
  static Safetensors.Entry checked(Safetensors content, String name, List<Integer> shape) {
    Safetensors.Entry entry = content.tensors().get(name);
    if (entry == null) {
      throw new InputError(
          "the file has no tensor %s; it was written for another network".formatted(name));
    }
    if (entry.type() != Safetensors.Type.F32 || !entry.shape().equals(shape)) {
      throw new InputError(
          "tensor %s is %s %s in the file; F32 %s is needed: it was written for another size"
              .formatted(name, entry.type(), entry.shape(), shape));
    }
    return entry;
  }

  /** SHA-256, in hexadecimal, of names, shapes and numbers of tensors, in their order. */
  static String hash(List<Safetensors.Entry> tensors) {
    MessageDigest digest = Sha256.begin();
    for (Safetensors.Entry tensor : tensors) {
      String title = "%s %s %s\n".formatted(tensor.name(), tensor.type(), tensor.shape());
      digest.update(title.getBytes(StandardCharsets.UTF_8));
      digest.update(tensor.data().get());
    }
    return Sha256.hex(digest.digest());
  }
}

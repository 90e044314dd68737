package io.espalier.export.djl;

import io.espalier.export.Child;
import io.espalier.plan.Node;
import io.espalier.plan.Plan;
import io.espalier.plan.Tensor;
import io.espalier.supernet.Safetensors;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a child as a TorchScript archive, the file that {@code torch.jit.load}, libtorch and DJL's
 * PyTorch engine load without any code of ours: a zip of the module's source, a pickle that lists
 * its tensors, and their numbers (pytorch/torch/csrc/jit/docs/serialization.md).
 */
final class TorchScriptArchive {

  /** The first version in which {@code torch.div} is a true division; read by PyTorch from 1.6. */
  private static final String VERSION = "4\n";

  private static final String ROOT = "child/";

  private final ZipOutputStream zip;

  private TorchScriptArchive(OutputStream out) {
    this.zip = new ZipOutputStream(out);
  }

  /** Writes the archive; {@code out} stays open. */
  static void write(Child child, OutputStream out) throws IOException {
    TorchScriptArchive archive = new TorchScriptArchive(out);
    List<Attribute> attributes = attributes(child);
    archive.entry("data.pkl", bytes(pickle(attributes)));
    for (int key = 0; key < attributes.size(); key++) {
      archive.entry("data/" + key, attributes.get(key).entry().data().get());
    }
    String source = TorchScriptSource.of(child.plan());
    archive.entry("code/__torch__.py", bytes(source.getBytes(StandardCharsets.UTF_8)));
    archive.entry("constants.pkl", bytes(new PickleWriter().emptyTuple().finish()));
    archive.entry("byteorder", bytes("little".getBytes(StandardCharsets.UTF_8)));
    archive.entry("version", bytes(VERSION.getBytes(StandardCharsets.UTF_8)));
    archive.zip.finish();
  }

  /** A tensor of the module. */
  private record Attribute(String name, boolean learned, Safetensors.Entry entry) {}

  private static List<Attribute> attributes(Child child) {
    Plan plan = child.plan();
    List<Attribute> attributes = new ArrayList<>();
    if (!plan.isRecurrent()) {
      attributes.add(statistic(TorchScriptSource.MEAN, child.about().normalisation().mean()));
      attributes.add(
          statistic(TorchScriptSource.DEVIATION, child.about().normalisation().deviation()));
    }
    Map<String, Safetensors.Entry> tensors = child.tensors();
    for (Node node : plan.nodes()) {
      for (Tensor tensor : node.op().tensors()) {
        attributes.add(
            new Attribute(
                TorchScriptOperations.attribute(node.path(), tensor.name()),
                tensor.learned(),
                tensors.get(node.path() + "." + tensor.name())));
      }
    }
    return attributes;
  }

  /** One value per channel, in a shape that fits images of (images, channels, rows, columns). */
  private static Attribute statistic(String name, List<Float> values) {
    ByteBuffer data =
        ByteBuffer.allocate(values.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    values.forEach(data::putFloat);
    data.flip();
    List<Integer> shape = List.of(values.size(), 1, 1);
    return new Attribute(
        name, false, new Safetensors.Entry(name, Safetensors.Type.F32, shape, () -> data));
  }

  private static byte[] pickle(List<Attribute> attributes) {
    PickleWriter pickle = new PickleWriter();
    pickle.global("__torch__", TorchScriptSource.CLASS_NAME).beginObject();
    pickle.text("training").flag(false);
    for (int key = 0; key < attributes.size(); key++) {
      pickle.text(attributes.get(key).name());
      tensor(pickle, key, attributes.get(key));
    }
    return pickle.endObject().finish();
  }

  private static void tensor(PickleWriter pickle, int key, Attribute attribute) {
    List<Integer> shape = attribute.entry().shape();
    int values = Math.toIntExact(attribute.entry().bytes() / Float.BYTES);
    pickle.global("torch._utils", "_rebuild_tensor_v2").mark();
    pickle.mark().text("storage").global("torch", "FloatStorage");
    pickle.text(Integer.toString(key)).text("cpu").number(values).endTuple().persistentId();
    pickle.number(0).tuple(shape).tuple(strides(shape)).flag(attribute.learned());
    pickle.global("collections", "OrderedDict").emptyTuple().call();
    pickle.endTuple().call();
  }

  private static List<Integer> strides(List<Integer> shape) {
    List<Integer> strides = new ArrayList<>(shape);
    int stride = 1;
    for (int d = shape.size() - 1; d >= 0; d--) {
      strides.set(d, stride);
      stride *= shape.get(d);
    }
    return strides;
  }

  private static ByteBuffer bytes(byte[] array) {
    return ByteBuffer.wrap(array);
  }

  /** Adds a file, uncompressed, as PyTorch's own archives are; its date is always the same. */
  private void entry(String name, ByteBuffer data) throws IOException {
    byte[] content = new byte[data.remaining()];
    data.get(content);
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ZipEntry entry = new ZipEntry(ROOT + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}

package io.espalier.export;

import io.espalier.data.Batch;
import io.espalier.error.InputError;
import io.espalier.plan.Plan;
import io.espalier.supernet.Safetensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Some of the images that an export was proved on, with the reference's logits, for repeating the
 * proof without the supernet.
 *
 * @param images the normalised images
 * @param logits the reference's, for each image
 */
record ProofImages(Batch images, List<float[]> logits) {

  static final String FILE = "proof.safetensors";

  /** The largest number of images; few, so that the folder stays small. */
  private static final int MOST = 64;

  private static final String IMAGES = "images";
  private static final String LABELS = "labels";
  private static final String LOGITS = "logits";

  /** The first images of {@code batch}, with the logits of {@code reference}. */
  static ProofImages of(Batch batch, Network reference) {
    int count = Math.min(MOST, batch.count());
    int values = batch.channels() * batch.height() * batch.width();
    FloatBuffer pixels = direct(count * values * Float.BYTES).asFloatBuffer();
    LongBuffer labels = direct(count * Long.BYTES).asLongBuffer();
    for (int i = 0; i < pixels.limit(); i++) {
      pixels.put(i, batch.pixels().get(i));
    }
    for (int i = 0; i < count; i++) {
      labels.put(i, batch.labels().get(i));
    }
    Batch few = new Batch(count, batch.channels(), batch.height(), batch.width(), pixels, labels);
    return new ProofImages(few, reference.logits(few));
  }

  void write(Path folder) {
    int classes = logits.get(0).length;
    Safetensors.write(
        folder.resolve(FILE),
        Map.of("layout", "images, rows, columns, channels; normalised"),
        List.of(
            new Safetensors.Entry(
                IMAGES,
                Safetensors.Type.F32,
                List.of(images.count(), images.height(), images.width(), images.channels()),
                () -> bytes(images.pixels())),
            new Safetensors.Entry(
                LABELS, Safetensors.Type.I64, List.of(images.count()), this::labelBytes),
            new Safetensors.Entry(
                LOGITS,
                Safetensors.Type.F32,
                List.of(images.count(), classes),
                () -> logitBytes(classes))));
  }

  private ByteBuffer labelBytes() {
    ByteBuffer bytes = direct(images.count() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(images.labels().duplicate());
    return bytes;
  }

  private ByteBuffer logitBytes(int classes) {
    FloatBuffer values = FloatBuffer.allocate(images.count() * classes);
    logits.forEach(values::put);
    return bytes(values.flip());
  }

  private static ByteBuffer bytes(FloatBuffer values) {
    ByteBuffer bytes = direct(values.limit() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values.duplicate());
    return bytes;
  }

  /**
   * Reads the files that {@link #write} wrote.
   *
   * @throws InputError if one is missing, damaged, or belongs to another network than {@code
   *     plan}'s
   */
  static ProofImages read(Path folder, Plan plan) {
    Path file = folder.resolve(FILE);
    Map<String, Safetensors.Entry> tensors = Safetensors.read(file).tensors();
    Safetensors.Entry pixels = tensors.get(IMAGES);
    Safetensors.Entry labels = tensors.get(LABELS);
    Safetensors.Entry logits = tensors.get(LOGITS);
    int count = pixels == null || pixels.shape().isEmpty() ? 0 : pixels.shape().get(0);
    var in = plan.input();
    int classes = plan.output().channels();
    boolean fits =
        count > 0
            && pixels.shape().equals(List.of(count, in.height(), in.width(), in.channels()))
            && pixels.type() == Safetensors.Type.F32
            && labels != null
            && labels.type() == Safetensors.Type.I64
            && labels.shape().equals(List.of(count))
            && logits != null
            && logits.type() == Safetensors.Type.F32
            && logits.shape().equals(List.of(count, classes));
    if (!fits) {
      throw new InputError(
          "%s does not hold the images and logits of this child; export it again".formatted(file));
    }
    FloatBuffer values = direct((int) pixels.bytes()).asFloatBuffer();
    values.put(0, pixels.data().get().asFloatBuffer(), 0, values.limit());
    LongBuffer classOf = direct((int) labels.bytes()).asLongBuffer();
    classOf.put(0, labels.data().get().asLongBuffer(), 0, count);
    List<float[]> rows = new ArrayList<>();
    FloatBuffer all = logits.data().get().asFloatBuffer();
    for (int n = 0; n < count; n++) {
      float[] row = new float[classes];
      all.get(row);
      rows.add(row);
    }
    return new ProofImages(
        new Batch(count, in.channels(), in.height(), in.width(), values, classOf), rows);
  }

  /** The kept reference, which only knows these images. */
  Reference reference(String name) {
    return new ImageReference(name, kept(), List.of(images));
  }

  private Network kept() {
    return new Network() {
      @Override
      public List<float[]> logits(Batch batch) {
        if (!batch.equals(images)) {
          throw new IllegalArgumentException("these are not the images that logits were kept of");
        }
        return logits;
      }

      @Override
      public void close() {}
    };
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }
}

package io.espalier.export;

import io.espalier.data.text.TextBatch;
import io.espalier.data.text.TextReader;
import io.espalier.error.InputError;
import io.espalier.plan.Plan;
import io.espalier.supernet.Safetensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The beginning of the text that an export was proved on, with the reference's logits, for
 * repeating the proof without the supernet.
 */
final class ProofText {

  /** The largest number of tokens; few, so that the folder stays small. */
  private static final int MOST = 512;

  private static final int STREAMS = 4;

  /** The number of batches; several, so that the memory between batches matters. */
  private static final int BATCHES = 4;

  private static final String TOKENS = "tokens";
  private static final String LOGITS = "logits";

  private final int[] tokens;
  private final float[] logits;

  /** A text with the logits of its tokens, in the order in which {@link #reader} reads them. */
  private ProofText(int[] tokens, float[] logits) {
    this.tokens = tokens;
    this.logits = logits;
  }

  /** The first tokens of {@code text}, with the logits of {@code reference}. */
  static ProofText of(TextReader text, SequenceNetwork reference) {
    int[] tokens = text.beginning(MOST);
    TextReader reader = reader(tokens);
    FloatBuffer logits = null;
    reference.begin();
    for (int index = 0; index < reader.batches(); index++) {
      TextBatch batch = reader.batch(index);
      float[] found = reference.logits(batch);
      if (logits == null) {
        logits = FloatBuffer.allocate(found.length / batch.count() * reader.count());
      }
      logits.put(found);
    }
    return new ProofText(tokens, logits.array());
  }

  /** The reader of the text: several streams in several batches, if it is long enough. */
  private static TextReader reader(int[] tokens) {
    int targets = tokens.length - 1;
    int streams = Math.min(STREAMS, targets);
    return new TextReader(tokens, streams, Math.max(1, targets / streams / BATCHES));
  }

  void write(Path folder) {
    int count = reader(tokens).count();
    Safetensors.write(
        folder.resolve(ProofImages.FILE),
        Map.of("layout", "a text of %d streams".formatted(STREAMS)),
        List.of(
            new Safetensors.Entry(
                TOKENS, Safetensors.Type.I64, List.of(tokens.length), this::tokenBytes),
            new Safetensors.Entry(
                LOGITS,
                Safetensors.Type.F32,
                List.of(count, logits.length / count),
                this::logitBytes)));
  }

  private ByteBuffer tokenBytes() {
    ByteBuffer bytes = direct(tokens.length * Long.BYTES);
    bytes
        .asLongBuffer()
        .put(LongStream.range(0, tokens.length).map(t -> tokens[(int) t]).toArray());
    return bytes;
  }

  private ByteBuffer logitBytes() {
    ByteBuffer bytes = direct(logits.length * Float.BYTES);
    bytes.asFloatBuffer().put(logits);
    return bytes;
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads the files that {@link #write} wrote.
   *
   * @throws InputError if one is missing, damaged, or belongs to another network than {@code
   *     plan}'s
   */
  static ProofText read(Path folder, Plan plan) {
    Path file = folder.resolve(ProofImages.FILE);
    Map<String, Safetensors.Entry> tensors = Safetensors.read(file).tensors();
    Safetensors.Entry text = tensors.get(TOKENS);
    Safetensors.Entry answers = tensors.get(LOGITS);
    int classes = plan.output().channels();
    boolean fits =
        text != null
            && text.type() == Safetensors.Type.I64
            && text.shape().size() == 1
            && text.shape().get(0) > 1
            && answers != null
            && answers.type() == Safetensors.Type.F32;
    if (fits) {
      LongBuffer stored = text.data().get().asLongBuffer();
      int[] tokens = new int[stored.remaining()];
      for (int t = 0; t < tokens.length; t++) {
        tokens[t] = (int) stored.get(t);
        fits &= stored.get(t) >= 0 && stored.get(t) < classes;
      }
      if (fits && answers.shape().equals(List.of(reader(tokens).count(), classes))) {
        float[] logits = new float[reader(tokens).count() * classes];
        answers.data().get().asFloatBuffer().get(logits);
        return new ProofText(tokens, logits);
      }
    }
    throw new InputError(
        "%s does not hold the text and logits of this child; export it again".formatted(file));
  }

  /** The kept reference, which only knows this text. */
  Reference reference(String name) {
    return new TextReference(
        name,
        new Kept(FloatBuffer.wrap(logits), logits.length / reader(tokens).count()),
        reader(tokens));
  }

  /** Returns the kept answers, in order. */
  private record Kept(FloatBuffer answers, int classes) implements SequenceNetwork {

    @Override
    public void begin() {
      answers.rewind();
    }

    @Override
    public float[] logits(TextBatch batch) {
      float[] next = new float[batch.count() * classes];
      answers.get(next);
      return next;
    }

    @Override
    public void close() {}
  }
}

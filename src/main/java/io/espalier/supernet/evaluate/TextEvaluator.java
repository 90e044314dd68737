package io.espalier.supernet.evaluate;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.data.TextBatch;
import io.espalier.data.TextReader;
import io.espalier.supernet.Memory;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.SequenceRunner;
import io.espalier.supernet.Weights;
import java.util.function.BiConsumer;

/** Runs recurrent networks over a text without recording gradients. */
public final class TextEvaluator {

  private TextEvaluator() {}

  /**
   * How well a network predicts each token of a text by those before it, with nothing remembered
   * where a stream begins. An {@code image} of the score is a token.
   */
  public static Score score(SequenceRunner runner, Weights weights, TextReader text) {
    Answers answers = new Answers();
    run(
        runner,
        weights,
        text,
        (batch, logits) -> {
          int tokens = logits.length / batch.count();
          for (int n = 0; n < batch.count(); n++) {
            answers.add(logits, n * tokens, tokens, (int) batch.targets().get(n));
          }
        });
    return answers.score();
  }

  /**
   * Reads a text.
   *
   * @param reader given each batch with its logits, token by token
   */
  public static void run(
      SequenceRunner runner,
      Weights weights,
      TextReader text,
      BiConsumer<TextBatch, float[]> reader) {
    boolean recorded = JniUtils.isGradMode();
    PyTorch.recordGradients(false);
    try (Memory memory = new Memory(weights)) {
      for (int index = 0; index < text.batches(); index++) {
        TextBatch batch = text.batch(index);
        try (NDManager scratch = weights.manager().newSubManager()) {
          reader.accept(batch, runner.run(weights, batch, memory, scratch).toFloatArray());
        }
      }
    } finally {
      PyTorch.recordGradients(recorded);
    }
  }
}

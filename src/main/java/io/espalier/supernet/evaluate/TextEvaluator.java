package io.espalier.supernet.evaluate;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.data.text.TextBatch;
import io.espalier.data.text.TextReader;
import io.espalier.supernet.Memory;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.SequenceRunner;
import io.espalier.supernet.Weights;

/** Runs recurrent networks over a text without recording gradients. */
public final class TextEvaluator {

  private TextEvaluator() {}

  /**
   * The score of a network that predicts each token of a text from the previous ones, starting each
   * stream with an empty memory. An {@code image} of the score is a token.
   */
  public static Score score(SequenceRunner runner, Weights weights, TextReader text) {
    Answers answers = new Answers();
    try (Memory memory = new Memory(weights)) {
      for (int index = 0; index < text.batches(); index++) {
        TextBatch batch = text.batch(index);
        float[] logits = logits(runner, weights, batch, memory);
        int tokens = logits.length / batch.count();
        for (int n = 0; n < batch.count(); n++) {
          answers.add(logits, n * tokens, tokens, (int) batch.targets().get(n));
        }
      }
    }
    return answers.score();
  }

  /**
   * Reads a batch.
   *
   * @param memory the memory of the earlier tokens; updated with these
   * @return a logit for each token of the vocabulary, for one token of the batch after another
   */
  public static float[] logits(
      SequenceRunner runner, Weights weights, TextBatch batch, Memory memory) {
    boolean recorded = JniUtils.isGradMode();
    PyTorch.recordGradients(false);
    try (NDManager scratch = weights.manager().newSubManager()) {
      return runner.run(weights, batch, memory, scratch).toFloatArray();
    } finally {
      PyTorch.recordGradients(recorded);
    }
  }
}

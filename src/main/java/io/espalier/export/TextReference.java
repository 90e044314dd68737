package io.espalier.export;

import io.espalier.data.TextBatch;
import io.espalier.data.TextReader;
import java.nio.file.Path;

/**
 * What the written forms of a child that reads texts are compared with.
 *
 * @param name what it is called in the proof: {@code masked supernet}
 * @param network runs it
 * @param text the text on which it is compared, all of it
 */
public record TextReference(String name, SequenceNetwork network, TextReader text)
    implements Reference {

  /** How far the mean cross-entropy of a character may differ, in nats. */
  private static final double CROSS_ENTROPY_TOLERANCE = 1e-5;

  @Override
  public int batches() {
    return text.batches();
  }

  @Override
  public Proof compare(
      Exporter form, Child child, Path folder, double tolerance, Runnable compared) {
    try (SequenceNetwork written = form.openSequence(child, folder, child.weights().device())) {
      LogitComparison comparison = new LogitComparison(form.name());
      written.begin();
      network.begin();
      for (int index = 0; index < text.batches(); index++) {
        TextBatch batch = text.batch(index);
        comparison.add(batch, network.logits(batch), written.logits(batch));
        compared.run();
      }
      return comparison.proof(form.runtime(), tolerance, CROSS_ENTROPY_TOLERANCE);
    }
  }

  @Override
  public void keep(Path folder) {
    ProofText.of(text, network).write(folder);
  }
}

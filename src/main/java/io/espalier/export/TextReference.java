package io.espalier.export;

import io.espalier.data.text.TextBatch;
import io.espalier.data.text.TextReader;
import java.nio.file.Path;

/**
 * The reference for the written formats of a child that reads texts.
 *
 * @param name its name in the proof: {@code masked supernet}
 * @param network the reference network
 * @param text the text for the comparison, which uses all of it
 */
public record TextReference(String name, SequenceNetwork network, TextReader text)
    implements Reference {

  /** The difference allowed for the mean cross-entropy of a character, in nats. */
  private static final double CROSS_ENTROPY_TOLERANCE = 1e-5;

  @Override
  public int batches() {
    return text.batches();
  }

  @Override
  public Proof compare(
      Exporter format, Child child, Path folder, double tolerance, Runnable compared) {
    try (SequenceNetwork written = format.openSequence(child, folder, child.weights().device())) {
      LogitComparison comparison = new LogitComparison(format.name());
      written.begin();
      network.begin();
      for (int index = 0; index < text.batches(); index++) {
        TextBatch batch = text.batch(index);
        comparison.add(batch, network.logits(batch), written.logits(batch));
        compared.run();
      }
      return comparison.proof(format.runtime(), tolerance, CROSS_ENTROPY_TOLERANCE);
    }
  }

  @Override
  public void keep(Path folder) {
    ProofText.of(text, network).write(folder);
  }
}

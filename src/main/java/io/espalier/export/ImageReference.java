package io.espalier.export;

import io.espalier.data.Batch;
import io.espalier.data.BatchReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the written forms of a child that reads images are compared with.
 *
 * @param name what it is called in the proof: {@code masked supernet}
 * @param network runs it
 * @param images the images on which it is compared, normalised as the child's description says
 */
public record ImageReference(String name, Network network, List<Batch> images)
    implements Reference {

  /** On how many images the forms are compared, at least; all if there are fewer. */
  private static final int PROOF_IMAGES = 1000;

  public ImageReference {
    images = List.copyOf(images);
    if (images.isEmpty()) {
      throw new IllegalArgumentException("nothing is proved without images");
    }
  }

  /** A reference on the first thousand images of a reader, and what else is in their batches. */
  public static ImageReference of(String name, Network network, BatchReader reader) {
    List<Batch> taken = new ArrayList<>();
    int images = 0;
    for (int b = 0; b < reader.sequentialCount() && images < PROOF_IMAGES; b++) {
      Batch batch = reader.sequential(b);
      taken.add(batch);
      images += batch.count();
    }
    return new ImageReference(name, network, taken);
  }

  @Override
  public int batches() {
    return images.size();
  }

  @Override
  public Proof compare(
      Exporter form, Child child, Path folder, double tolerance, Runnable compared) {
    try (Network written = form.open(child, folder, child.weights().device())) {
      return Proof.compare(
          form.name(), form.runtime(), written, network, images, tolerance, compared);
    }
  }

  @Override
  public void keep(Path folder) {
    ProofImages.of(images.get(0), network).write(folder);
  }
}

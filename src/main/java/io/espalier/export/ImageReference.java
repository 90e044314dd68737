package io.espalier.export;

import io.espalier.data.Batch;
import io.espalier.data.BatchReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The reference for the written formats of a child that reads images.
 *
 * @param name its name in the proof: {@code masked supernet}
 * @param network the reference network
 * @param images the images for the comparison, with the child's normalisation
 */
public record ImageReference(String name, Network network, List<Batch> images)
    implements Reference {

  /** The least number of images for the comparison; all if there are fewer. */
  private static final int PROOF_IMAGES = 1000;

  public ImageReference {
    images = List.copyOf(images);
    if (images.isEmpty()) {
      throw new IllegalArgumentException("nothing is proved without images");
    }
  }

  /** A reference on the batches that contain a reader's first thousand images. */
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
      Exporter format, Child child, Path folder, double tolerance, Runnable compared) {
    try (Network written = format.open(child, folder, child.weights().device())) {
      return Proof.compare(
          format.name(),
          format.runtime(),
          written,
          network,
          images,
          tolerance,
          () -> Rounding.of(child, images),
          compared);
    }
  }

  @Override
  public void keep(Path folder) {
    ProofImages.of(images.get(0), network).write(folder);
  }
}

package io.espalier.spark;

import io.espalier.config.Configuration;
import java.nio.file.Path;

/** A run whose supernet is trained in seconds, and whose estimates are equal to the last bit. */
final class SmallRun {

  private SmallRun() {}

  static Configuration in(Path folder) {
    return Configuration.defaults()
        .set("work_dir=" + folder)
        .set("threads=1")
        .set("space=nasbench201")
        .set("data.source=sample")
        .set("data.image_size=8")
        .set("data.training_images=256")
        .set("supernet.channels=4")
        .set("supernet.cells=1")
        .set("train.epochs=1")
        .set("search.batch_norm=batch");
  }
}

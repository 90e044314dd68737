package io.espalier.task;

import io.espalier.data.Augmentation;
import io.espalier.data.Batch;
import io.espalier.data.BatchReader;
import io.espalier.data.DataOptions;
import io.espalier.data.FolderOptions;
import io.espalier.data.ImageSet;
import io.espalier.data.ImageSource;
import io.espalier.data.ImageSubset;
import io.espalier.data.Normalisation;
import io.espalier.data.Split;
import io.espalier.provenance.DataUse;
import io.espalier.random.Seed;
import io.espalier.settings.DataSettings;
import io.espalier.settings.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The images of a run, split and normalised; loaded on first use. */
final class ImageData {

  /** Images per batch in evaluation; larger batches are no faster on a CPU. */
  private static final int EVALUATION_BATCH = 64;

  private final Settings settings;
  private final ImageSource source;
  private Split split;
  private Normalisation normalisation;

  ImageData(Settings settings, ImageSource source) {
    this.settings = settings;
    this.source = source;
  }

  static DataOptions options(DataSettings data) {
    return new DataOptions(
        data.folder().isEmpty()
            ? DataOptions.DEFAULT.folder()
            : Optional.of(Path.of(data.folder())),
        data.imageSize(),
        data.trainingImages(),
        data.testFraction(),
        DataOptions.DEFAULT.testSeed(),
        new FolderOptions(
            data.memoryMb(), data.brokenShare(), DataOptions.DEFAULT.folders().cache()));
  }

  /** The images that weights learn from, and those that architectures are compared on. */
  Split split() {
    if (split == null) {
      Seed order = settings.rootSeed().derive("split");
      ImageSet training = source.training();
      double share = settings.data().validationFraction();
      split =
          source
              .validation()
              .map(given -> Split.given(training, given, order))
              .orElseGet(() -> Split.of(training, source.classes(), share, order));
    }
    return split;
  }

  /** Measured on the training images. */
  Normalisation normalisation() {
    if (normalisation == null) {
      normalisation = Normalisation.of(split().training());
    }
    return normalisation;
  }

  DataUse use() {
    return new DataUse(
        source.name(),
        source.fingerprint(),
        Map.of("training", part(split().training()), "validation", part(split().validation())));
  }

  private static DataUse.Part part(ImageSubset images) {
    return new DataUse.Part(images.count(), images.fingerprint());
  }

  Map<String, String> facts() {
    ImageSet images = split().training().images();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "data",
        "%s, %d classes, %d channels of %s"
            .formatted(
                source.name(),
                source.classes().size(),
                images.channels(),
                ImageSet.picture(images.width(), images.height())));
    facts.put(
        "images",
        "%d to train the supernet, %d to compare architectures"
            .formatted(split().training().count(), split().validation().count()));
    facts.put("use of images", source.use());
    facts.put("test", source.checkTest());
    return facts;
  }

  /** Training images without augmentation, to measure batch-norm statistics on. */
  BatchReader recalibration() {
    int count = settings.search().recalibrationImages();
    return plain(split().training().draw(count, settings.rootSeed().derive("recalibrate")));
  }

  /** The images that architectures are compared on. */
  BatchReader validation() {
    ImageSubset all = split().validation();
    int count = settings.search().validationImages();
    return plain(count == 0 ? all : all.draw(count, settings.rootSeed().derive("validate")));
  }

  private BatchReader plain(ImageSubset images) {
    return plain(images, normalisation());
  }

  /** Normalised images without augmentation, in order. */
  BatchReader plain(ImageSubset images, Normalisation normal) {
    return new BatchReader(
        images, normal, Augmentation.NONE, EVALUATION_BATCH, settings.rootSeed());
  }

  /** Some training images, for scores of untrained networks. */
  Batch proxyBatch() {
    Seed seed = settings.rootSeed();
    ImageSubset drawn =
        split().training().draw(settings.estimate().images(), seed.derive("sketch"));
    return new BatchReader(drawn, normalisation(), Augmentation.NONE, drawn.count(), seed)
        .sequential(0);
  }
}

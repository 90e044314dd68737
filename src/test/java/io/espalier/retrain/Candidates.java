package io.espalier.retrain;

import ai.djl.Device;
import io.espalier.data.Augmentation;
import io.espalier.data.ImageSubset;
import io.espalier.data.Normalisation;
import io.espalier.plan.Blueprint;
import io.espalier.progress.Progress;
import io.espalier.provenance.DataUse;
import io.espalier.provenance.Provenance;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.supernet.TinyBlueprint;
import io.espalier.supernet.TinyImages;
import io.espalier.supernet.train.Recipe;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tiny trainings from scratch, some of them with a learning rate of their own. */
final class Candidates {

  static final int EPOCHS = 3;

  /** A rate that no network survives. */
  static final double WILD = 1e30;

  /** A rate by which nothing is learned. */
  static final double NONE = 1e-12;

  private static final List<String> CLASSES = List.of("rows", "columns", "chess", "noise");

  final Blueprint blueprint = TinyBlueprint.of(4, 4);
  final Map<Architecture, Double> rates = new HashMap<>();
  private final ImageSubset training = ImageSubset.all(TinyImages.of(64, 4, new Seed(1)));
  private final ImageSubset validation = ImageSubset.all(TinyImages.of(64, 4, new Seed(2)));
  private int begun;

  /** The architecture of these options. */
  Architecture architecture(int... picks) {
    return Architecture.of("tiny", picks);
  }

  /** How often a training was begun or gone on with. */
  int begun() {
    return begun;
  }

  Retraining training(Architecture architecture) {
    begun++;
    Provenance provenance = Provenance.now("test", 5, "0", DataUse.NONE);
    return new Retraining(
        Subject.fromScratch(
            blueprint, architecture, Normalisation.of(training), CLASSES, provenance),
        new RetrainImages(
            training,
            validation,
            () -> {
              throw new AssertionError("a search never sees the test images");
            },
            CLASSES),
        RetrainRecipe.plain(
            new Recipe(EPOCHS, 16, rates.getOrDefault(architecture, 0.1), 0.9, 5e-4, 0, 0, 0),
            Augmentation.NONE),
        Optional.empty(),
        new Seed(5),
        Device.cpu(),
        provenance);
  }

  ScratchEstimator estimator(Path folder, MedianRule rule, Progress progress) {
    return new ScratchEstimator(
        this::training, folder, new ScratchEstimator.Schedule(EPOCHS, rule, 0), progress);
  }
}

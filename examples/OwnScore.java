import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.espalier.config.Configuration;
import io.espalier.data.Batch;
import io.espalier.progress.Progress;
import io.espalier.run.Run;
import io.espalier.run.Search;
import io.espalier.settings.Catalogues;
import io.espalier.settings.Settings;
import io.espalier.space.Architecture;
import io.espalier.supernet.BatchInput;
import io.espalier.supernet.Mode;
import io.espalier.supernet.PlanRunner;
import io.espalier.supernet.Weights;
import io.espalier.supernet.zerocost.ScoreKind;
import io.espalier.supernet.zerocost.UntrainedEstimator;

/**
 * A score of your own that needs no training: how far apart an untrained network's outputs for some
 * images lie. It shows how a score is added, not that this one is good.
 */
public final class OwnScore extends UntrainedEstimator {

  /** How the score can be named. */
  public static final ScoreKind KIND =
      new ScoreKind("spread", "how far an untrained network's outputs lie apart", OwnScore::new);

  private final Batch batch;
  private final Weights weights;
  private final BatchInput input = new BatchInput();

  /** The score with random weights, which all architectures share. */
  public OwnScore(ScoreKind.Setting setting) {
    super(setting.blueprint());
    this.batch = setting.batch().get();
    this.weights = Weights.initialise(setting.blueprint(), setting.device(), setting.seed());
  }

  @Override
  protected double score(Architecture architecture) {
    try (NDManager scratch = weights.manager().newSubManager()) {
      NDArray images = input.images(scratch, batch);
      PlanRunner network = new PlanRunner(blueprint().plan(architecture).live());
      float[] outputs = network.run(weights, images, Mode.BATCH_STATISTICS).toFloatArray();
      return Math.log(variance(outputs, outputs.length / batch.count()));
    }
  }

  /** The mean over the classes of the variance over the images. */
  private static double variance(float[] outputs, int classes) {
    int images = outputs.length / classes;
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      double mean = 0;
      double squares = 0;
      for (int i = 0; i < images; i++) {
        double value = outputs[i * classes + c];
        mean += value / images;
        squares += value * value / images;
      }
      sum += squares - mean * mean;
    }
    return sum / classes;
  }

  @Override
  protected int images() {
    return batch.count();
  }

  @Override
  public void close() {
    weights.close();
  }

  /** Searches with two parts of this score and one of another; the argument is the run folder. */
  public static void main(String[] arguments) {
    Catalogues catalogues = Catalogues.BUILT_IN.withScores(Catalogues.BUILT_IN.scores().with(KIND));
    Settings settings =
        Configuration.defaults(catalogues)
            .set("work_dir=" + arguments[0])
            .set("threads=1")
            .set("data={source: sample, image_size: 8, training_images: 200}")
            .set("supernet.channels=4")
            .set("estimate.weights={supernet: 0, spread: 2, log_synflow: 1}")
            .set("estimate={reference: 20, channels: 4, images: 16}")
            .set("search={searcher: evolution, evolution: {population: 8, sample: 3}}")
            .set("search.evaluations=20")
            .values();
    try (Run run = Run.open(settings, catalogues, Progress.SILENT)) {
      new Search(run)
          .run(true)
          .best()
          .ifPresent(
              best ->
                  System.out.printf(
                      "best by %s: %s%n",
                      settings.estimate().weights().text(), best.architecture()));
    }
  }
}

package io.espalier.config;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.espalier.error.InputError;
import io.espalier.search.EvolutionSettings;
import io.espalier.search.LocalSearchSettings;
import io.espalier.search.MctsSettings;
import io.espalier.search.bayes.BayesianSettings;
import io.espalier.search.lanas.LanasSettings;
import io.espalier.supernet.evaluate.EstimateSettings;
import io.espalier.supernet.train.Averaging;
import io.espalier.supernet.train.Recipe;
import java.util.List;

/**
 * A complete configuration. What each value means stands beside its default in {@code
 * defaults.yaml}.
 */
public record Config(
    long seed,
    String device,
    int threads,
    String workDir,
    SpaceSection space,
    DataSection data,
    SupernetSection supernet,
    TrainingSection train,
    EstimateSection estimate,
    SearchSection search,
    RerankSettings rerank,
    LimitsSection limits,
    RetrainSection retrain,
    ExportSection export) {

  /** What is searched. */
  public record SpaceSection(String name) {}

  /** The images and what is done to them. */
  public record DataSection(
      String source,
      String folder,
      int imageSize,
      int trainingImages,
      double testFraction,
      double validationFraction,
      int cropPadding,
      boolean flip,
      int cutout,
      int sequenceLength) {

    public DataSection {
      between("data.test_fraction", testFraction, 0, 1);
      between("data.validation_fraction", validationFraction, 0, 1);
    }
  }

  /** How large the supernet is. */
  public record SupernetSection(
      int channels, int cells, boolean affine, String split, String weights) {}

  /** How the supernet is trained. */
  public record TrainingSection(
      String strategy,
      String draw,
      int drawLargestOf,
      double averageDecay,
      double averageTail,
      int wholeEpochs,
      GuideSettings guide,
      @JsonUnwrapped Recipe recipe) {

    /** Which average of the weights is the supernet. */
    public Averaging averaging() {
      return new Averaging(averageDecay, averageTail);
    }
  }

  /** What architectures are compared by. */
  public record EstimateSection(
      EstimateWeights weights,
      ScratchSettings scratch,
      int reference,
      int channels,
      int cells,
      int images) {}

  /** How architectures are looked for. */
  public record SearchSection(
      String searcher,
      long seed,
      int evaluations,
      int batchSize,
      int validationImages,
      int recalibrationImages,
      int workers,
      @JsonUnwrapped EstimateSettings estimating,
      @JsonUnwrapped TableSettings tabular,
      LanasSettings lanas,
      EvolutionSettings evolution,
      LocalSearchSettings localSearch,
      MctsSettings mcts,
      BayesianSettings gp) {}

  /** What a network may cost, as ranges in millions whose ends may be null. */
  public record LimitsSection(List<Double> macs, List<Double> params) {
    public LimitsSection {
      range("limits.macs", macs);
      range("limits.params", params);
    }
  }

  /** How a child is trained at the end. */
  public record RetrainSection(
      String recipe,
      String from,
      int channels,
      int cells,
      @JsonUnwrapped Recipe descent,
      String optimizer,
      double rmsDecay,
      double rmsEpsilon,
      String annealing,
      double annealFactor,
      double annealEpochs,
      double averageDecay,
      int cropPadding,
      int cutout,
      int augmentOperations,
      double augmentMagnitude,
      double dropPath,
      double auxiliary,
      double distil) {}

  /** What children are written as, and how close to the one that was searched each must be. */
  public record ExportSection(
      String formats,
      String onnxBatchNorm,
      boolean onnxNormalise,
      String python,
      int pythonSeconds,
      double tolerance) {

    static final String FOLDED = "folded";
    private static final List<String> BATCH_NORMS = List.of(FOLDED, "kept");

    public ExportSection {
      ExportForms.names(formats);
      if (!BATCH_NORMS.contains(onnxBatchNorm)) {
        throw InputError.unknown("export.onnx_batch_norm", onnxBatchNorm, BATCH_NORMS);
      }
      between("export.tolerance", tolerance, 0, 1);
    }
  }

  private static void between(String key, double value, double above, double below) {
    if (!(value > above && value < below)) {
      throw new InputError(
          "%s is %s; allowed is a number above %s and below %s"
              .formatted(key, value, above, below));
    }
  }

  private static void range(String key, List<Double> ends) {
    Double least = ends.get(0);
    Double most = ends.get(1);
    if (least != null && most != null && least > most) {
      throw new InputError(
          "%s runs from %s to %s; the first must not be above the second"
              .formatted(key, least, most));
    }
  }
}

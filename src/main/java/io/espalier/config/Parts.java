package io.espalier.config;

import io.espalier.cost.Cost;
import io.espalier.cost.CostModel;
import io.espalier.data.Augmentation;
import io.espalier.data.Batch;
import io.espalier.data.BatchReader;
import io.espalier.data.DataOptions;
import io.espalier.data.ImageSet;
import io.espalier.data.ImageSource;
import io.espalier.data.ImageSources;
import io.espalier.data.ImageSubset;
import io.espalier.data.Normalisation;
import io.espalier.data.Split;
import io.espalier.error.InputError;
import io.espalier.estimate.Measure;
import io.espalier.export.ChildExport;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.SplitBlueprint;
import io.espalier.plan.zoo.Blueprints;
import io.espalier.progress.Progress;
import io.espalier.provenance.DataUse;
import io.espalier.random.Seed;
import io.espalier.search.FeasibleSet;
import io.espalier.search.Limit;
import io.espalier.search.Searcher;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import io.espalier.space.zoo.Spaces;
import io.espalier.study.Trial;
import io.espalier.supernet.evaluate.EstimateSettings;
import io.espalier.supernet.train.TextStream;
import io.espalier.supernet.train.TrainingStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The objects that a configuration stands for. What takes long to make is made when asked for. */
public final class Parts {

  /** Images per batch where nothing is learned; larger ones bring nothing on a CPU. */
  private static final int EVALUATION_BATCH = 64;

  private final Config config;
  private final Progress progress;
  private final TabularParts tabular;
  private final Optional<TextParts> text;
  private final ImageSource source;
  private Split split;
  private Blueprint blueprint;
  private Normalisation normalisation;

  /**
   * The parts of a run.
   *
   * @param progress where reading images, fetching texts and proving children show how far they are
   * @throws InputError if a name is unknown, the data are not where they should be, or do not suit
   *     the space
   */
  public Parts(Config config, Progress progress) {
    this.config = config;
    this.progress = progress;
    this.tabular = new TabularParts(config);
    Config.DataSection data = config.data();
    DataOptions options =
        new DataOptions(
            data.folder().isEmpty()
                ? DataOptions.DEFAULT.folder()
                : Optional.of(Path.of(data.folder())),
            data.imageSize(),
            data.trainingImages(),
            data.testFraction(),
            DataOptions.DEFAULT.testSeed());
    this.text = isTabular() ? Optional.empty() : TextParts.of(config, options, progress);
    this.source = text.isPresent() ? null : ImageSources.open(data.source(), options, progress);
  }

  /** The seed of the run. */
  public Seed seed() {
    return new Seed(config.seed());
  }

  /** What is searched. */
  public SearchSpace space() {
    return isTabular() ? tabular.table().space() : Spaces.named(config.space().name());
  }

  /** How children are written and proved. */
  ChildExport childExport() {
    return ExportForms.of(config.export(), progress);
  }

  /** The text that networks read; empty if they read images. */
  public Optional<TextParts> text() {
    return text;
  }

  /**
   * Refuses a text.
   *
   * @param what what is for images only
   * @throws InputError if the data are a text
   */
  public void requireImages(String what) {
    if (text.isPresent()) {
      throw new InputError(
          "%s is for images, but data.source is the text %s; what can be done with texts: validate, train, search, top, tree, export, verify, import, eval, retrain, test and report"
              .formatted(what, config.data().source()));
    }
  }

  /**
   * Where the images come from.
   *
   * @throws InputError if the data are a text
   */
  public ImageSource source() {
    requireImages("this");
    return source;
  }

  /**
   * Sees that the test images can be read when their time comes; that of texts is read with them.
   *
   * @throws InputError if they cannot
   */
  void checkTest() {
    if (source != null) {
      source.checkTest();
    }
  }

  /** The images that weights learn from, and those that architectures are compared on. */
  public Split split() {
    if (split == null) {
      Seed order = seed().derive("split");
      ImageSet training = source().training();
      split =
          source
              .validation()
              .map(given -> Split.given(training, given, order))
              .orElseGet(
                  () ->
                      Split.of(
                          training, source().classes(), config.data().validationFraction(), order));
    }
    return split;
  }

  /**
   * How networks are built: the supernet's, or at their published size if scores come from a table.
   *
   * @throws InputError if the space is that of a table's rows, which are no networks
   */
  public Blueprint blueprint() {
    tabular.refuseRowsWithoutNetworks();
    if (blueprint == null) {
      String space = config.space().name();
      blueprint =
          isTabular()
              ? Blueprints.named(space, Blueprints.publishedScale(space))
              : supernet(config, scale());
    }
    return blueprint;
  }

  /** How networks are built in the supernet before it is split, if it is. */
  Blueprint wholeBlueprint() {
    return whole(config, scale());
  }

  /** How networks are built in the supernet of this size, split if it is to be. */
  static Blueprint supernet(Config config, Scale scale) {
    Blueprint whole = whole(config, scale);
    String choice = config.supernet().split();
    return choice.isEmpty() ? whole : new SplitBlueprint(whole, choice);
  }

  private static Blueprint whole(Config config, Scale scale) {
    return Blueprints.named(config.space().name(), scale, config.supernet().affine());
  }

  /** Whether scores come from a table. */
  public boolean isTabular() {
    return tabular.isGiven();
  }

  /** The table that scores come from. */
  public TabularParts tabular() {
    return tabular;
  }

  private Scale scale() {
    if (text.isPresent()) {
      return text.get().scale();
    }
    ImageSet images = split().training().images();
    Shape input = new Shape(images.channels(), images.height(), images.width());
    Config.SupernetSection size = config.supernet();
    return new Scale(size.channels(), size.cells(), input, source.classes().size());
  }

  /** What is done to images before a network sees them; measured on the training images. */
  public Normalisation normalisation() {
    if (normalisation == null) {
      normalisation = Normalisation.of(split().training());
    }
    return normalisation;
  }

  /** What is done to training images. */
  public Augmentation augmentation() {
    Config.DataSection data = config.data();
    return new Augmentation(data.cropPadding(), data.flip(), data.cutout());
  }

  /** Augmented batches of the training images. */
  public BatchReader training(int batchSize, Seed order) {
    return new BatchReader(split().training(), normalisation(), augmentation(), batchSize, order);
  }

  /**
   * What the steps of a training learn from.
   *
   * @param batchSize images per step; of a text: streams
   * @param order the source of the order and augmentation of images
   */
  TrainingStream stream(int batchSize, Seed order) {
    return text.<TrainingStream>map(parts -> new TextStream(parts.training(batchSize)))
        .orElseGet(() -> TrainingStream.of(training(batchSize, order)));
  }

  /** Training images as they are, to measure batch-norm statistics on. */
  public BatchReader recalibration() {
    return plain(
        split()
            .training()
            .draw(config.search().recalibrationImages(), seed().derive("recalibrate")));
  }

  /** The images that architectures are compared on. */
  public BatchReader validation() {
    ImageSubset all = split().validation();
    int count = config.search().validationImages();
    return plain(count == 0 ? all : all.draw(count, seed().derive("validate")));
  }

  /** Which statistics children are estimated with, and what their score is: of texts, the loss. */
  public EstimateSettings estimating() {
    EstimateSettings given = config.search().estimating();
    return text.isPresent() ? given.with(Measure.LOSS) : given;
  }

  /** What the search's scores are. */
  public Measure measure() {
    if (!isTabular()) {
      EstimateWeights weights = config.estimate().weights();
      if (weights.isScratchAlone()) {
        return Measure.ACCURACY;
      }
      return weights.isCombined() ? Measure.COMBINED : estimating().score();
    }
    return tabular.score().unit().isAccuracy() ? Measure.ACCURACY : Measure.OTHER;
  }

  /** How the untrained networks of training-free scores are built, with affine batch norms. */
  Blueprint untrained() {
    Scale trained = scale();
    Config.EstimateSection size = config.estimate();
    return Blueprints.named(
        config.space().name(),
        new Scale(size.channels(), size.cells(), trained.input(), trained.classes()),
        true);
  }

  /** The batch of training images that training-free scores look at. */
  Batch proxyBatch() {
    ImageSubset drawn =
        split().training().draw(config.estimate().images(), seed().derive("sketch"));
    return new BatchReader(drawn, normalisation(), Augmentation.NONE, drawn.count(), seed())
        .sequential(0);
  }

  private BatchReader plain(ImageSubset images) {
    return new BatchReader(images, normalisation(), Augmentation.NONE, EVALUATION_BATCH, seed());
  }

  /** How many CPU threads an operation uses. */
  public int threads() {
    return orCores(config.threads());
  }

  /** How many children are estimated at the same time. */
  public int workers() {
    return orCores(config.search().workers());
  }

  private static int orCores(int count) {
    return count == 0 ? Runtime.getRuntime().availableProcessors() : count;
  }

  /** Which images are used for what; of a table, which one it is. */
  public DataUse dataUse() {
    if (isTabular()) {
      return tabular.dataUse();
    }
    if (text.isPresent()) {
      return text.get().dataUse();
    }
    return new DataUse(
        source.name(),
        source.fingerprint(),
        Map.of("training", part(split().training()), "validation", part(split().validation())));
  }

  private static DataUse.Part part(ImageSubset images) {
    return new DataUse.Part(images.count(), images.fingerprint());
  }

  /** What an architecture costs at this size. */
  public Trial.Size size(Architecture architecture) {
    return sizes().apply(architecture);
  }

  private Function<Architecture, Trial.Size> sizes() {
    if (tabular.isOwnSpace()) {
      return tabular::size;
    }
    Blueprint built = blueprint();
    return architecture -> size(built, architecture);
  }

  /** What a network may cost. */
  public List<Limit> limits() {
    tabular.refuseLimitsWithoutColumn();
    Function<Architecture, Trial.Size> sizes = sizes();
    List<Limit> limits = new ArrayList<>();
    add(limits, "macs", "million MACs", config.limits().macs(), a -> sizes.apply(a).macsMillions());
    add(
        limits,
        "params",
        "million parameters",
        config.limits().params(),
        a -> sizes.apply(a).paramsMillions());
    return limits;
  }

  /**
   * The architectures within the limits.
   *
   * @throws InputError if there are none
   */
  public FeasibleSet feasible() {
    return new FeasibleSet(space(), limits());
  }

  /**
   * A fresh searcher, of the run's seed or of one of its own.
   *
   * @throws InputError if there is none of this name, or the limits leave nothing to search
   */
  public Searcher searcher(String name) {
    return Searchers.named(name, space(), limits(), config.search(), searchSeed());
  }

  private Seed searchSeed() {
    long own = config.search().seed();
    return own == 0 ? seed() : new Seed(own);
  }

  private static Trial.Size size(Blueprint blueprint, Architecture architecture) {
    Cost cost = CostModel.of(blueprint.plan(architecture).live());
    return new Trial.Size(cost.macsMillions(), cost.paramsMillions());
  }

  private static void add(
      List<Limit> limits,
      String name,
      String unit,
      List<Double> range,
      ToDoubleFunction<Architecture> measure) {
    Double least = range.get(0);
    Double most = range.get(1);
    if (least != null || most != null) {
      limits.add(
          new Limit(
              name,
              unit,
              least == null ? Double.NEGATIVE_INFINITY : least,
              most == null ? Double.POSITIVE_INFINITY : most,
              measure));
    }
  }
}

package io.espalier.task;

import ai.djl.Device;
import io.espalier.data.Batch;
import io.espalier.data.text.TextReader;
import io.espalier.data.text.TextSource;
import io.espalier.error.InputError;
import io.espalier.estimate.Estimator;
import io.espalier.estimate.Measure;
import io.espalier.export.Child;
import io.espalier.export.ChildExport;
import io.espalier.export.LanguageScore;
import io.espalier.export.PlanSequence;
import io.espalier.export.ProofReport;
import io.espalier.export.Prover;
import io.espalier.export.SequenceExport;
import io.espalier.export.TextReference;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.SpaceKind;
import io.espalier.progress.Progress;
import io.espalier.provenance.DataUse;
import io.espalier.provenance.Provenance;
import io.espalier.random.Seed;
import io.espalier.retrain.ChildTraining;
import io.espalier.retrain.RetrainRecipe;
import io.espalier.retrain.Retraining;
import io.espalier.retrain.Subject;
import io.espalier.retrain.TextRetraining;
import io.espalier.settings.Catalogues;
import io.espalier.settings.DataSettings;
import io.espalier.settings.EstimateWeights;
import io.espalier.settings.Settings;
import io.espalier.space.Architecture;
import io.espalier.stat.Decimals;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.SequenceRunner;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.evaluate.EstimateSettings;
import io.espalier.supernet.evaluate.Score;
import io.espalier.supernet.evaluate.TextEstimator;
import io.espalier.supernet.evaluate.TextEvaluator;
import io.espalier.supernet.train.Teacher;
import io.espalier.supernet.train.TextStream;
import io.espalier.supernet.train.TrainingStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** A text and the recurrent networks that predict its next token. */
final class TextTask implements Task {

  private final Settings settings;
  private final TextSource source;
  private final TextData data;
  private final Networks networks;

  TextTask(Settings settings, SpaceKind space, Catalogues catalogues, Progress progress) {
    Set<String> possible = new HashSet<>(catalogues.costs().names());
    possible.add(EstimateWeights.SUPERNET);
    EstimateWeights weights = settings.estimate().weights();
    if (!possible.containsAll(weights.used())) {
      throw new InputError(
          "estimate.weights are %s; with a text only %s can count"
              .formatted(weights.text(), String.join(", ", new TreeSet<>(possible))));
    }
    int racing = settings.search().estimating().racing();
    if (racing > 0) {
      throw new InputError(
          "search.racing is %d; networks that read texts are all shown the whole text: set it to 0"
              .formatted(racing));
    }
    this.settings = settings;
    DataSettings from = settings.data();
    this.source =
        TextSource.open(
            from.source(), ImageData.options(from), from.validationFraction(), progress);
    this.data = new TextData(settings, source);
    this.networks =
        new Networks(
            space,
            settings.supernet(),
            new Scale(1, 1, Shape.features(1), source.vocabulary().size()));
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public Networks networks() {
    return networks;
  }

  @Override
  public DataUse dataUse() {
    return data.use();
  }

  @Override
  public Map<String, String> derivedFigures(double loss) {
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("perplexity", Decimals.text(Math.exp(loss), 3));
    figures.put("bits_per_character", Decimals.text(loss / Math.log(2), 4));
    return figures;
  }

  @Override
  public Map<String, String> facts() {
    return data.facts();
  }

  @Override
  public void checkTest() {}

  @Override
  public long itemsPerStep(int batchSize) {
    return (long) batchSize * settings.data().sequenceLength();
  }

  @Override
  public TrainingStream stream(int batchSize, Seed order) {
    return new TextStream(data.training(batchSize));
  }

  @Override
  public EstimateSettings estimating() {
    return settings.search().estimating().with(Measure.LOSS);
  }

  @Override
  public Estimator estimator(Supernet supernet, EstimateSettings how) {
    return new TextEstimator(supernet, data.validation(), settings.workerCount());
  }

  @Override
  public Batch proxyBatch() {
    throw new InputError("scores of untrained networks are for images, and the data are a text");
  }

  @Override
  public Subject subject(Blueprint blueprint, Architecture architecture, Provenance provenance) {
    return Subject.fromScratch(
        blueprint,
        architecture,
        SequenceExport.NOTHING_DONE,
        source.vocabulary().tokens(),
        provenance);
  }

  @Override
  public ChildExport.Written export(
      Supernet supernet,
      Architecture architecture,
      Provenance provenance,
      ChildExport formats,
      Path folder,
      boolean overwrite) {
    PyTorch.useThreads(1);
    return exporter(networks.supernet(), data.validation(), provenance, formats)
        .write(architecture, supernet.weights(), "masked supernet", folder, overwrite);
  }

  private SequenceExport exporter(
      Blueprint blueprint, TextReader reader, Provenance provenance, ChildExport formats) {
    return new SequenceExport(blueprint, reader, source.vocabulary().tokens(), provenance, formats);
  }

  @Override
  public ChildExport.Written export(
      Child child,
      String origin,
      ChildExport formats,
      Path folder,
      boolean overwrite,
      Progress progress) {
    checkFits(child);
    TextReader whole = data.plain(source.validation());
    Score score = TextEvaluator.score(new SequenceRunner(child.plan()), child.weights(), whole);
    try (PlanSequence network = new PlanSequence(child.plan(), child.weights())) {
      return formats.write(
          child, score, new TextReference(origin, network, whole), folder, overwrite);
    }
  }

  private void checkFits(Child child) {
    child.about().checkFits(source.name(), source.vocabulary().tokens());
  }

  @Override
  public ProofReport prove(Child child, Prover prover, Path folder) {
    checkFits(child);
    try (PlanSequence network = new PlanSequence(child.plan(), child.weights())) {
      return prover.prove(
          child, new TextReference("cut child", network, data.validation()), folder);
    }
  }

  @Override
  public LanguageScore validate(Child child, Progress progress) {
    return score(child, source.validation());
  }

  @Override
  public LanguageScore test(Child child, Progress progress) {
    return score(child, source.test());
  }

  private LanguageScore score(Child child, int[] tokens) {
    checkFits(child);
    SequenceRunner runner = new SequenceRunner(child.plan());
    return LanguageScore.of(TextEvaluator.score(runner, child.weights(), data.plain(tokens)));
  }

  @Override
  public ChildTraining training(
      Subject subject,
      RetrainRecipe recipe,
      Optional<Teacher> teacher,
      Provenance provenance,
      ChildExport formats) {
    if (subject.inherited().isPresent()) {
      throw new InputError("networks that read texts are trained from scratch only");
    }
    if (recipe.auxiliary() + recipe.dropPath() + recipe.distil() + recipe.averageDecay() > 0) {
      throw new InputError(
          "retrain has auxiliary, drop_path, distil or average_decay above 0, which are for images; set them to 0");
    }
    Scale scale = subject.about().scale();
    Blueprint blueprint = networks.sized(scale, scale.channels(), scale.cells(), true);
    Device device = PyTorch.device(settings.device());
    return new TextRetraining(
        exporter(blueprint, data.plain(source.validation()), provenance, formats),
        blueprint.space().parse(subject.about().architecture()),
        data.training(recipe.training().batchSize()),
        TextSource.fingerprint(source.training()),
        () -> data.plain(source.test()),
        recipe.training(),
        settings.rootSeed().derive("retrain"),
        device);
  }

  @Override
  public BiFunction<Subject, RetrainRecipe, Retraining> comparedTrainings(
      int trainingImages, Provenance provenance) {
    throw new InputError(
        "trainings that compare architectures are for images, and the data are a text");
  }
}

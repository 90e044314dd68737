package io.espalier.config;

import io.espalier.data.TextReader;
import io.espalier.data.TextSource;
import io.espalier.doctor.NativeTrust;
import io.espalier.error.InputError;
import io.espalier.export.Child;
import io.espalier.export.ChildExport;
import io.espalier.export.LanguageScore;
import io.espalier.export.Manifest;
import io.espalier.export.SequenceExport;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Scale;
import io.espalier.plan.zoo.Blueprints;
import io.espalier.progress.Progress;
import io.espalier.provenance.Provenance;
import io.espalier.retrain.RetrainRecipe;
import io.espalier.retrain.TextRetrainResult;
import io.espalier.retrain.TextRetraining;
import io.espalier.space.Architecture;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.SequenceRunner;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.evaluate.TextEvaluator;
import java.nio.file.Path;
import java.util.Optional;

/** What is done with single networks where the data are a text. */
public final class TextRun {

  private final Configuration configuration;
  private final Config config;
  private final Parts parts;
  private final TextParts text;

  /** Networks of a run whose data are a text. */
  public TextRun(Configuration configuration, Parts parts) {
    this.configuration = configuration;
    this.config = configuration.values();
    this.parts = parts;
    this.text = parts.text().orElseThrow();
  }

  /**
   * Cuts a network out of the supernet and writes {@code export/<architecture>}.
   *
   * @param overwrite whether an export of this architecture is replaced
   * @throws InputError if there is one already, or no trained supernet
   */
  public ChildExport.Written export(
      Architecture architecture, RunFolder folder, boolean overwrite) {
    try (Supernet supernet = TrainedSupernet.open(config, folder, parts)) {
      PyTorch.useThreads(1);
      Provenance origin =
          config.supernet().weights().isEmpty()
              ? Provenance.read(folder.provenance())
              : provenance("espalier export with the weights " + config.supernet().weights());
      return exporter(parts.blueprint(), text.validation(), origin)
          .write(
              architecture,
              supernet.weights(),
              "masked supernet",
              folder.export(architecture.id()),
              overwrite);
    }
  }

  private SequenceExport exporter(Blueprint blueprint, TextReader validation, Provenance origin) {
    return new SequenceExport(blueprint, validation, text.tokens(), origin, parts.childExport());
  }

  private Provenance provenance(String command) {
    return Provenance.now(command, config.seed(), configuration.hash(), parts.dataUse());
  }

  /**
   * A network and how well it predicts a text.
   *
   * @param architecture its id
   * @param space the name of its search space
   * @param score how well
   */
  public record Measured(String space, String architecture, LanguageScore score) {}

  /** Measures an exported network on the text that architectures are compared on. */
  public Measured validate(Path folder) {
    return measure(folder, text.wholeValidation());
  }

  /** Measures an exported network on the test text, which nothing else may see. */
  public Measured test(Path folder) {
    return measure(folder, text.test());
  }

  private Measured measure(Path folder, TextReader reader) {
    PyTorch.useThreads(parts.threads());
    try (Child child = Child.load(folder, PyTorch.device(config.device()))) {
      text.checkFits(child);
      SequenceRunner runner = new SequenceRunner(child.plan());
      return new Measured(
          child.about().space(),
          child.about().architecture(),
          LanguageScore.of(TextEvaluator.score(runner, child.weights(), reader)));
    }
  }

  /**
   * Trains a network for itself in {@code retrain/}; then, and only then, the test text is read.
   *
   * @param resume whether to go on with what the folder holds
   * @return the result; empty if it was stopped
   * @throws InputError if the folder holds a retraining that is not to be resumed or of another
   *     architecture
   */
  public Optional<TextRetrainResult> retrain(
      Architecture architecture, RunFolder folder, boolean resume, Progress progress) {
    return retrain(architecture, text.scale().channels(), folder, resume, progress);
  }

  /**
   * Trains an exported network anew, as above.
   *
   * @param child the folder of its export, which says how wide it is unless retrain.channels does
   */
  public Optional<TextRetrainResult> retrain(
      Path child, RunFolder folder, boolean resume, Progress progress) {
    Manifest manifest = Manifest.read(child);
    Architecture architecture = parts.space().parse(manifest.architecture());
    return retrain(architecture, manifest.scale().channels(), folder, resume, progress);
  }

  private Optional<TextRetrainResult> retrain(
      Architecture architecture,
      int channels,
      RunFolder folder,
      boolean resume,
      Progress progress) {
    Config.RetrainSection retrain = config.retrain();
    if (!retrain.from().equals(RetrainRun.SCRATCH)) {
      throw new InputError(
          "retrain.from is %s; networks that read texts are trained from %s"
              .formatted(retrain.from(), RetrainRun.SCRATCH));
    }
    RetrainRecipe recipe = Recipes.of(config);
    if (recipe.auxiliary() + recipe.dropPath() + recipe.distil() + recipe.averageDecay() > 0) {
      throw new InputError(
          "retrain has auxiliary, drop_path, distil or average_decay above 0, which are for images; set them to 0");
    }
    NativeTrust.here().require(progress);
    PyTorch.useThreads(parts.threads());
    Scale trained = text.scale();
    int width = retrain.channels() == 0 ? channels : retrain.channels();
    Scale scale = new Scale(width, trained.cells(), trained.input(), trained.classes());
    Blueprint blueprint = Blueprints.named(config.space().name(), scale);
    return new TextRetraining(
            exporter(blueprint, text.wholeValidation(), provenance("espalier retrain")),
            architecture,
            text.training(recipe.training().batchSize()),
            TextSource.fingerprint(text.source().training()),
            text::test,
            recipe.training(),
            parts.seed().derive("retrain"),
            PyTorch.device(config.device()))
        .run(folder.retrain(), resume, folder::begin, progress);
  }
}

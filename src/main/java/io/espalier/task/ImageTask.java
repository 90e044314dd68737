package io.espalier.task;

import ai.djl.Device;
import io.espalier.catalogue.Catalogue;
import io.espalier.data.Batch;
import io.espalier.data.BatchReader;
import io.espalier.data.ImageSet;
import io.espalier.data.ImageSource;
import io.espalier.data.ImageSourceKind;
import io.espalier.data.ImageSubset;
import io.espalier.data.catalogue.ImageSources;
import io.espalier.estimate.Estimator;
import io.espalier.export.Accuracy;
import io.espalier.export.Child;
import io.espalier.export.ChildExport;
import io.espalier.export.ImageReference;
import io.espalier.export.ProofReport;
import io.espalier.export.Prover;
import io.espalier.export.SupernetExport;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.SpaceKind;
import io.espalier.progress.Progress;
import io.espalier.provenance.DataUse;
import io.espalier.provenance.Provenance;
import io.espalier.random.Seed;
import io.espalier.retrain.ChildTraining;
import io.espalier.retrain.RetrainImages;
import io.espalier.retrain.RetrainRecipe;
import io.espalier.retrain.Retraining;
import io.espalier.retrain.Subject;
import io.espalier.settings.Settings;
import io.espalier.space.Architecture;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.evaluate.EstimateSettings;
import io.espalier.supernet.evaluate.SupernetEstimator;
import io.espalier.supernet.train.Teacher;
import io.espalier.supernet.train.TrainingStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Images and the networks that classify them. */
final class ImageTask implements Task {

  private final Settings settings;
  private final SpaceKind space;
  private final ImageSource source;
  private final ImageData data;
  private Networks networks;

  ImageTask(
      Settings settings, SpaceKind space, Catalogue<ImageSourceKind> kinds, Progress progress) {
    this.settings = settings;
    this.space = space;
    this.source =
        ImageSources.open(
            kinds, settings.data().source(), ImageData.options(settings.data()), progress);
    this.data = new ImageData(settings, source);
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public Networks networks() {
    if (networks == null) {
      ImageSet images = data.split().training().images();
      Shape input = new Shape(images.channels(), images.height(), images.width());
      networks =
          new Networks(space, settings.supernet(), new Scale(1, 1, input, source.classes().size()));
    }
    return networks;
  }

  @Override
  public DataUse dataUse() {
    return data.use();
  }

  @Override
  public Map<String, String> facts() {
    return data.facts();
  }

  @Override
  public void checkTest() {
    source.checkTest();
  }

  @Override
  public long itemsPerStep(int batchSize) {
    return Math.min(batchSize, data.split().training().count());
  }

  @Override
  public TrainingStream stream(int batchSize, Seed order) {
    return TrainingStream.of(
        new BatchReader(
            data.split().training(),
            data.normalisation(),
            settings.data().augmentation(),
            batchSize,
            order));
  }

  @Override
  public EstimateSettings estimating() {
    return settings.search().estimating();
  }

  @Override
  public Estimator estimator(Supernet supernet, EstimateSettings how) {
    return new SupernetEstimator(
        supernet, data.recalibration(), data.validation(), how, settings.workerCount());
  }

  @Override
  public Batch proxyBatch() {
    return data.proxyBatch();
  }

  @Override
  public Subject subject(Blueprint blueprint, Architecture architecture, Provenance provenance) {
    return Subject.fromScratch(
        blueprint, architecture, data.normalisation(), source.classes(), provenance);
  }

  @Override
  public ChildExport.Written export(
      Supernet supernet,
      Architecture architecture,
      Provenance provenance,
      ChildExport formats,
      Path folder,
      boolean overwrite) {
    return new SupernetExport(
            supernet,
            data.recalibration(),
            data.validation(),
            data.normalisation(),
            source.classes(),
            provenance)
        .write(architecture, formats, folder, overwrite);
  }

  @Override
  public ChildExport.Written export(
      Child child,
      String origin,
      ChildExport formats,
      Path folder,
      boolean overwrite,
      Progress progress) {
    return formats.write(
        child, validate(child, progress), reference(child, origin), folder, overwrite);
  }

  @Override
  public ProofReport prove(Child child, Prover prover, Path folder) {
    child.about().checkFits(data.split().validation().images(), source.classes());
    return prover.prove(child, reference(child, "cut child"), folder);
  }

  private ImageReference reference(Child child, String origin) {
    return ImageReference.of(
        origin,
        child.network(),
        data.plain(data.split().validation(), child.about().normalisation()));
  }

  @Override
  public Accuracy validate(Child child, Progress progress) {
    return accuracy(child, data.split().validation(), "validate", progress);
  }

  @Override
  public Accuracy test(Child child, Progress progress) {
    return accuracy(child, ImageSubset.all(source.test()), "test", progress);
  }

  private Accuracy accuracy(Child child, ImageSubset images, String what, Progress progress) {
    return Accuracy.of(child.score(images, source.classes(), what, progress));
  }

  @Override
  public ChildTraining training(
      Subject subject,
      RetrainRecipe recipe,
      Optional<Teacher> teacher,
      Provenance provenance,
      ChildExport formats) {
    Retraining retraining =
        retraining(subject, recipe, teacher, RetrainImages.of(source, data.split()), provenance);
    source.checkTest();
    return (folder, resume, begin, progress) ->
        retraining.run(folder, resume, begin, formats, progress);
  }

  @Override
  public BiFunction<Subject, RetrainRecipe, Retraining> comparedTrainings(
      int trainingImages, Provenance provenance) {
    RetrainImages all = RetrainImages.of(source, data.split());
    RetrainImages images =
        trainingImages == 0
            ? all
            : new RetrainImages(
                all.training().draw(trainingImages, settings.rootSeed().derive("scratch")),
                all.validation(),
                all.test(),
                all.classes());
    return (subject, recipe) -> retraining(subject, recipe, Optional.empty(), images, provenance);
  }

  private Retraining retraining(
      Subject subject,
      RetrainRecipe recipe,
      Optional<Teacher> teacher,
      RetrainImages images,
      Provenance provenance) {
    Device device = PyTorch.device(settings.device());
    Seed seed = settings.rootSeed().derive("retrain");
    return new Retraining(subject, images, recipe, teacher, seed, device, provenance);
  }
}

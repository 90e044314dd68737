package io.espalier.retrain;

import ai.djl.Device;
import io.espalier.cost.Costs;
import io.espalier.data.Batch;
import io.espalier.data.BatchReader;
import io.espalier.data.ImageSubset;
import io.espalier.export.Accuracy;
import io.espalier.export.Child;
import io.espalier.export.ChildExport;
import io.espalier.export.ChildHash;
import io.espalier.export.ImageReference;
import io.espalier.plan.Plan;
import io.espalier.progress.Progress;
import io.espalier.provenance.Provenance;
import io.espalier.random.Seed;
import io.espalier.supernet.PlanRunner;
import io.espalier.supernet.Safetensors;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.Weights;
import io.espalier.supernet.evaluate.Evaluator;
import io.espalier.supernet.train.PlanSampler;
import io.espalier.supernet.train.SupernetTrainer;
import io.espalier.supernet.train.Supervision;
import io.espalier.supernet.train.Teacher;
import io.espalier.supernet.train.Training;
import io.espalier.supernet.train.TrainingResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One architecture trained for itself. Its folder holds {@code metrics.csv}, {@code
 * checkpoints/{last,best}.safetensors}, and, when it is done, the trained network as an export in
 * {@code child/} and the figures in {@code result.json}.
 *
 * <p>The checkpoint that does best on the validation images is the result. Only then are the test
 * images read. With one thread per operation a resumed retraining ends in the same bits.
 *
 * @param subject what is trained
 * @param images what it learns from, is chosen on and is measured on
 * @param recipe how it is trained
 * @param teacher who teaches it, if the recipe gives one a share
 * @param seed the source of weights, order and augmentation
 * @param device where it is trained
 * @param provenance who retrains, and with what; kept in the trained child
 */
public record Retraining(
    Subject subject,
    RetrainImages images,
    RetrainRecipe recipe,
    Optional<Teacher> teacher,
    Seed seed,
    Device device,
    Provenance provenance) {

  /** The folder of the trained network, within that of the retraining. */
  public static final String CHILD = "child";

  private static final int VALIDATION_BATCH = 64;

  /**
   * Trains to the end, or until a stop is asked for.
   *
   * @param folder where everything is kept
   * @param resume whether to go on with what the folder holds; a finished retraining gives its
   *     result again and does nothing
   * @param begin called once, when nothing can be refused any more and nothing was written yet
   * @return the figures; empty if it was stopped, and can be resumed
   * @throws io.espalier.error.InputError if the images do not suit the network, the folder holds a
   *     retraining that is not to be resumed or another one, or cannot be written
   */
  public Optional<RetrainResult> run(
      Path folder, boolean resume, Runnable begin, ChildExport form, Progress progress) {
    TrainingResult trained;
    try (Weights weights = start()) {
      Supervision watch = watch(weights, accuracies -> true, Supervision.USUAL_ROLLBACKS);
      trained = train(weights, watch, folder, resume, begin, progress);
    }
    if (!trained.finished()) {
      return Optional.empty();
    }
    return Optional.of(
        Files.exists(folder.resolve(RetrainResult.FILE))
            ? RetrainResult.read(folder)
            : finish(folder, trained, form, progress));
  }

  /**
   * Trains as {@link #run} does, or goes on with it, and leaves the test images alone.
   *
   * @param goesOn whether it is worth going on, by the accuracies after each epoch so far; a pure
   *     function
   * @param rollbacks how often a loss that runs away brings the last checkpoint back
   * @return the course of the accuracy on the validation images; empty if a stop was asked for, and
   *     it can be gone on with
   * @throws io.espalier.supernet.train.Diverged if the loss runs away more often
   * @throws io.espalier.error.InputError as {@link #run} does
   */
  public Optional<LearningCurve> curve(
      Path folder, Predicate<List<Double>> goesOn, int rollbacks, Progress progress) {
    try (Weights weights = start()) {
      Supervision watch = watch(weights, goesOn, rollbacks);
      TrainingResult trained = train(weights, watch, folder, true, () -> {}, progress);
      List<Double> accuracies = trained.validationsPercent();
      boolean givenUp = !trained.finished() && !goesOn.test(accuracies);
      return trained.finished() || givenUp
          ? Optional.of(
              new LearningCurve(
                  accuracies,
                  images.validation().count(),
                  trained.seconds(),
                  givenUp ? LearningCurve.End.GIVEN_UP : LearningCurve.End.FINISHED,
                  ""))
          : Optional.empty();
    }
  }

  private TrainingResult train(
      Weights weights,
      Supervision watch,
      Path folder,
      boolean resume,
      Runnable begin,
      Progress progress) {
    Training training =
        new Training(
            weights,
            PlanSampler.constant(trainedPlan(), recipe.regularisation(teacher)),
            reader(images.training(), recipe.training().batchSize()),
            recipe.training(),
            recipe.averaging(),
            seed.derive("training"),
            folder,
            identity(),
            Optional.of(watch));
    return SupernetTrainer.train(training, training.steps(), resume, begin, progress);
  }

  private Child best(Path folder) {
    Safetensors content = Supernet.averaged(Safetensors.read(Training.best(folder)));
    Weights best = Weights.of(subject.plan().operations(), content, device);
    return new Child(subject.plan(), best, subject.about().withProvenance(provenance));
  }

  private Accuracy validation(Child child, Progress progress) {
    return Accuracy.of(child.score(images.validation(), images.classes(), "validate", progress));
  }

  private Weights start() {
    subject.about().checkFits(images.training().images(), images.classes());
    Weights fresh = Weights.initialise(trainedPlan(), device, seed.derive("weights"));
    if (subject.inherited().isPresent()) {
      try (Weights inherited = subject.inherited().get().copyFor(subject.plan())) {
        Map<String, Safetensors.Entry> tensors = new LinkedHashMap<>();
        fresh.entries().forEach(entry -> tensors.put(entry.name(), entry));
        inherited.entries().forEach(entry -> tensors.put(entry.name(), entry));
        fresh.read(new Safetensors(Map.of(), tensors));
      }
    }
    return fresh;
  }

  /** The network with what is only there while it is trained. */
  private Plan trainedPlan() {
    return recipe.auxiliary() > 0 ? AuxiliaryHead.on(subject.plan()) : subject.plan();
  }

  private BatchReader reader(ImageSubset subset, int batchSize) {
    return new BatchReader(
        subset,
        subject.about().normalisation(),
        recipe.augmentation(),
        batchSize,
        seed.derive("images"));
  }

  private Supervision watch(Weights weights, Predicate<List<Double>> goesOn, int rollbacks) {
    List<Batch> batches = Evaluator.batches(reader(images.validation(), VALIDATION_BATCH));
    PlanRunner runner = new PlanRunner(subject.plan());
    return new ValidationSupervision(new Evaluator(), runner, weights, batches, goesOn, rollbacks);
  }

  /** The facts that a checkpoint must share with the training that continues it. */
  private Map<String, String> identity() {
    Map<String, String> identity = new LinkedHashMap<>();
    identity.put("format", "espalier-retraining-1");
    identity.put("architecture", subject.about().architecture());
    identity.put("plan", ChildHash.of(subject.plan()));
    identity.put("from", from());
    subject.inherited().ifPresent(weights -> identity.put("inherited", weights.hash()));
    identity.put("recipe", recipe.toString());
    teacher.ifPresent(someone -> identity.put("teacher", someone.identity()));
    identity.put("normalisation", subject.about().normalisation().toString());
    identity.put("seed", Long.toString(seed.value()));
    identity.put("training_images", images.training().fingerprint());
    identity.put("validation_images", images.validation().fingerprint());
    return identity;
  }

  private String from() {
    return subject.inherited().isPresent() ? "inherited" : "scratch";
  }

  private RetrainResult finish(
      Path folder, TrainingResult trained, ChildExport form, Progress progress) {
    try (Child child = best(folder)) {
      Accuracy validation = validation(child, progress);
      form.write(child, validation, reference(child), folder.resolve(CHILD), true);
      ImageSubset test = ImageSubset.all(images.test().get());
      Accuracy tested = Accuracy.of(child.score(test, images.classes(), "test", progress));
      RetrainResult result =
          new RetrainResult(
              subject.about().space(),
              subject.about().architecture(),
              subject.about().scale(),
              Costs.of(subject.plan()),
              from(),
              recipe.training().epochs(),
              seed.value(),
              images.training().count(),
              trained.rollbacks(),
              validation,
              tested,
              trained.seconds());
      result.write(folder);
      return result;
    }
  }

  private ImageReference reference(Child child) {
    return ImageReference.of(
        "trained network", child.network(), reader(images.validation(), VALIDATION_BATCH));
  }
}

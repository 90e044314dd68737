package io.espalier.task;

import io.espalier.data.Batch;
import io.espalier.data.text.TextSource;
import io.espalier.error.InputError;
import io.espalier.estimate.Estimator;
import io.espalier.export.Child;
import io.espalier.export.ChildExport;
import io.espalier.export.Measurement;
import io.espalier.export.ProofReport;
import io.espalier.export.Prover;
import io.espalier.plan.Blueprint;
import io.espalier.plan.zoo.SpaceKind;
import io.espalier.progress.Progress;
import io.espalier.provenance.DataUse;
import io.espalier.provenance.Provenance;
import io.espalier.random.Seed;
import io.espalier.retrain.ChildTraining;
import io.espalier.retrain.RetrainRecipe;
import io.espalier.retrain.Retraining;
import io.espalier.retrain.Subject;
import io.espalier.settings.Catalogues;
import io.espalier.settings.Settings;
import io.espalier.space.Architecture;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.evaluate.EstimateSettings;
import io.espalier.supernet.train.Teacher;
import io.espalier.supernet.train.TrainingStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Data, the networks that read them, and everything that depends on which kind of data they are.
 * What takes long to read is read when it is first needed. For one thread.
 */
public interface Task {

  /**
   * The task of a run.
   *
   * @param progress where reading and downloads show how far they are
   * @throws InputError if a name is unknown, the data are not where they should be, or do not suit
   *     the space
   */
  static Task of(Settings settings, Catalogues catalogues, Progress progress) {
    SpaceKind space = catalogues.spaces().named(settings.space().name());
    String source = settings.data().source();
    boolean isText = TextSource.isText(source);
    if (isText != (space.input() == SpaceKind.Input.TEXTS)) {
      throw new InputError(
          "the networks of the space %s read %s, but the data are %s; give %s, or another space"
              .formatted(
                  space.name(),
                  isText ? "images" : "texts",
                  source,
                  isText
                      ? "images as data.source"
                      : "one of %s as data.source".formatted(TextSource.ALL.names())));
    }
    return isText
        ? new TextTask(settings, space, catalogues, progress)
        : new ImageTask(settings, space, catalogues.images(), progress);
  }

  /** The name of the data. */
  String name();

  /** The networks that read the data. */
  Networks networks();

  /** Which data are used for what. */
  DataUse dataUse();

  /** What there is, for people, by what it is about; reads all that it tells of. */
  Map<String, String> facts();

  /**
   * Sees that the test data can be read when their time comes.
   *
   * @throws InputError if they cannot
   */
  void checkTest();

  /** How many images or tokens a training step has in memory. */
  long itemsPerStep(int batchSize);

  /**
   * What the steps of a training learn from.
   *
   * @param batchSize images per step; of a text: streams
   * @param order the source of the order and augmentation of images
   */
  TrainingStream stream(int batchSize, Seed order);

  /** How children are estimated in the search, and what their score is. */
  EstimateSettings estimating();

  /** Estimates architectures with the weights of a supernet, which must stay open meanwhile. */
  Estimator estimator(Supernet supernet, EstimateSettings settings);

  /**
   * The batch of training data that scores of untrained networks look at.
   *
   * @throws InputError if such scores are not for these data
   */
  Batch proxyBatch();

  /** An architecture to be trained from scratch, its networks built by {@code blueprint}. */
  Subject subject(Blueprint blueprint, Architecture architecture, Provenance provenance);

  /**
   * Cuts a child out of a supernet and writes it.
   *
   * @throws InputError if the folder exists and is not to be replaced, or what was written computes
   *     something else
   */
  ChildExport.Written export(
      Supernet supernet,
      Architecture architecture,
      Provenance provenance,
      ChildExport formats,
      Path folder,
      boolean overwrite);

  /**
   * Writes a child with how it does on the validation data.
   *
   * @param origin what the child is called in its proof
   * @throws InputError as above, or if the child is not for these data
   */
  ChildExport.Written export(
      Child child,
      String origin,
      ChildExport formats,
      Path folder,
      boolean overwrite,
      Progress progress);

  /**
   * Compares the formats of an export on the validation data.
   *
   * @throws InputError if one computes something else, or the child is not for these data
   */
  ProofReport prove(Child child, Prover prover, Path folder);

  /**
   * How well a child does on the data that architectures are compared on.
   *
   * @throws InputError if it is not for these data
   */
  Measurement validate(Child child, Progress progress);

  /**
   * How well a child does on the test data, which nothing else may see.
   *
   * @throws InputError if it is not for these data
   */
  Measurement test(Child child, Progress progress);

  /**
   * The training of a child for itself.
   *
   * @param teacher who teaches it, if the recipe gives one a share
   * @throws InputError if the data do not allow such a training
   */
  ChildTraining training(
      Subject subject,
      RetrainRecipe recipe,
      Optional<Teacher> teacher,
      Provenance provenance,
      ChildExport formats);

  /**
   * Trainings from scratch to compare architectures by.
   *
   * @param trainingImages how many images are learned from; 0 for all
   * @return makes the training of a subject by a recipe
   * @throws InputError if such trainings are not for these data
   */
  BiFunction<Subject, RetrainRecipe, Retraining> comparedTrainings(
      int trainingImages, Provenance provenance);
}

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
import io.espalier.space.zoo.RecurrentSpace;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.evaluate.EstimateSettings;
import io.espalier.supernet.train.Teacher;
import io.espalier.supernet.train.TrainingStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Data, the networks for them, and everything that depends on the kind of data, loaded on first
 * use. Not thread-safe.
 */
public interface Task {

  /**
   * The task of a run.
   *
   * @param progress shows the progress of reading and downloads
   * @throws InputError if a name is unknown, the data cannot be found, or do not suit the space
   */
  static Task of(Settings settings, Catalogues catalogues, Progress progress) {
    SpaceKind space = settings.space().kind(catalogues.spaces());
    String source = settings.data().source();
    boolean isText = TextSource.isText(source);
    if (isText != (space.input() == SpaceKind.Input.TEXTS)) {
      throw new InputError(
          "the networks of the space %s read %s, but the data are %s; give %s"
              .formatted(
                  space.name(),
                  isText ? "images" : "texts",
                  source,
                  isText
                      ? "images, or a space whose networks read texts, such as "
                          + RecurrentSpace.NAME
                      : "one of the texts %s, or another space".formatted(TextSource.ALL.names())));
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

  /** Other figures that people derive from a loss, by the columns of tables. */
  default Map<String, String> derivedFigures(double loss) {
    return Map.of();
  }

  /** A summary by headings; reads all the data in it. */
  Map<String, String> facts();

  /**
   * Checks that the test data can be read later.
   *
   * @throws InputError if they cannot
   */
  void checkTest();

  /** The number of images or tokens that a training step has in memory. */
  long itemsPerStep(int batchSize);

  /**
   * The batches of a training.
   *
   * @param batchSize images per step or, for a text, streams
   * @param order the source of the order and augmentation of images
   */
  TrainingStream stream(int batchSize, Seed order);

  /** The settings of estimates in the search. */
  EstimateSettings estimating();

  /** Estimates architectures with the weights of a supernet, which must stay open meanwhile. */
  Estimator estimator(Supernet supernet, EstimateSettings settings);

  /**
   * The batch of training data for scores of untrained networks.
   *
   * @throws InputError if such scores do not support these data
   */
  Batch proxyBatch();

  /** An architecture to be trained from scratch, its networks built by {@code blueprint}. */
  Subject subject(Blueprint blueprint, Architecture architecture, Provenance provenance);

  /**
   * Cuts a child out of a supernet and writes it.
   *
   * @throws InputError if the folder exists and is not to be replaced, or the written network
   *     computes something else
   */
  ChildExport.Written export(
      Supernet supernet,
      Architecture architecture,
      Provenance provenance,
      ChildExport formats,
      Path folder,
      boolean overwrite);

  /**
   * Writes a child with its performance on the validation data.
   *
   * @param origin the name of the child in its proof
   * @throws InputError as above, or if the child does not suit these data
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
   * @throws InputError if one computes something else, or the child does not suit these data
   */
  ProofReport prove(Child child, Prover prover, Path folder);

  /**
   * The performance of a child on the validation data.
   *
   * @throws InputError if it does not suit these data
   */
  Measurement validate(Child child, Progress progress);

  /**
   * The performance of a child on the test data, which is used for nothing else.
   *
   * @throws InputError if it does not suit these data
   */
  Measurement test(Child child, Progress progress);

  /**
   * The training of a child on its own.
   *
   * @param teacher the teacher for distillation, if the recipe uses one
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
   * @param trainingImages the number of training images; 0 for all
   * @return makes the training of a subject by a recipe
   * @throws InputError if these data do not support such trainings
   */
  BiFunction<Subject, RetrainRecipe, Retraining> comparedTrainings(
      int trainingImages, Provenance provenance);
}

package io.espalier.retrain;

import ai.djl.Device;
import io.espalier.cost.Costs;
import io.espalier.data.text.TextReader;
import io.espalier.export.ChildHash;
import io.espalier.export.LanguageScore;
import io.espalier.export.SequenceExport;
import io.espalier.plan.Plan;
import io.espalier.progress.Progress;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.supernet.Safetensors;
import io.espalier.supernet.SequenceRunner;
import io.espalier.supernet.Weights;
import io.espalier.supernet.evaluate.TextEvaluator;
import io.espalier.supernet.train.Averaging;
import io.espalier.supernet.train.PlanSampler;
import io.espalier.supernet.train.Recipe;
import io.espalier.supernet.train.SupernetTrainer;
import io.espalier.supernet.train.TextStream;
import io.espalier.supernet.train.Training;
import io.espalier.supernet.train.TrainingResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Trains one recurrent network alone on a text, from scratch; its folder has the same content as
 * that of a {@link Retraining}. The checkpoint that does best on the validation text is the result,
 * and only then is the test text read.
 *
 * @param export the blueprint of networks, and the formats of the trained one
 * @param architecture the architecture to train
 * @param training the text to train on
 * @param textHash the hash that identifies the text
 * @param test supplies the test text
 * @param recipe the settings of the training
 * @param seed the source of the weights
 * @param device the device to train on
 */
public record TextRetraining(
    SequenceExport export,
    Architecture architecture,
    TextReader training,
    String textHash,
    Supplier<TextReader> test,
    Recipe recipe,
    Seed seed,
    Device device)
    implements ChildTraining {

  @Override
  public Optional<TextRetrainResult> run(
      Path folder, boolean resume, Runnable begin, Progress progress) {
    Plan plan = export.blueprint().plan(architecture).live();
    SequenceRunner runner = new SequenceRunner(plan);
    try (Weights weights = Weights.initialise(plan, device, seed.derive("weights"))) {
      Training task =
          new Training(
              weights,
              PlanSampler.constant(plan),
              new TextStream(training),
              recipe,
              Averaging.NONE,
              seed.derive("training"),
              folder,
              identity(plan),
              Optional.of(
                  () ->
                      TextEvaluator.score(runner, weights, export.validation()).accuracyPercent()));
      TrainingResult trained = SupernetTrainer.train(task, task.steps(), resume, begin, progress);
      if (!trained.finished()) {
        return Optional.empty();
      }
    }
    return Optional.of(
        Files.exists(folder.resolve(TextRetrainResult.FILE))
            ? TextRetrainResult.read(folder)
            : finish(folder, plan));
  }

  private Map<String, String> identity(Plan plan) {
    Map<String, String> identity = new LinkedHashMap<>();
    identity.put("format", "espalier-text-retraining-1");
    identity.put("architecture", architecture.id());
    identity.put("plan", ChildHash.of(plan));
    identity.put("recipe", recipe.toString());
    identity.put("seed", Long.toString(seed.value()));
    identity.put("training_text", textHash);
    identity.put("streams", Integer.toString(training.streams()));
    return identity;
  }

  private TextRetrainResult finish(Path folder, Plan plan) {
    try (Weights best =
        Weights.of(plan.operations(), Safetensors.read(Training.best(folder)), device)) {
      Path child = folder.resolve(Retraining.CHILD);
      export.write(architecture, best, "trained network", child, true);
      LanguageScore tested =
          LanguageScore.of(TextEvaluator.score(new SequenceRunner(plan), best, test.get()));
      TextRetrainResult result =
          new TextRetrainResult(
              export.blueprint().space().name(),
              architecture.id(),
              export.blueprint().scale(),
              Costs.of(plan),
              recipe.epochs(),
              seed.value(),
              LanguageScore.read(child),
              tested);
      result.write(folder);
      return result;
    }
  }
}

package io.espalier.export;

import ai.djl.Device;
import io.espalier.data.Normalisation;
import io.espalier.data.TextReader;
import io.espalier.error.InputError;
import io.espalier.file.AtomicFile;
import io.espalier.file.AtomicFolder;
import io.espalier.file.RecordJson;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Plan;
import io.espalier.provenance.Provenance;
import io.espalier.space.Architecture;
import io.espalier.space.Mask;
import io.espalier.supernet.SequenceRunner;
import io.espalier.supernet.Weights;
import io.espalier.supernet.evaluate.Score;
import io.espalier.supernet.evaluate.TextEvaluator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Writes recurrent networks as folders of their own, cut out of a supernet or trained alone: {@code
 * child.safetensors} and {@code plan.json}, a PyTorch module {@code model.py}, and what they are
 * worth. What was written is read back and held against what it was made of.
 *
 * @param blueprint how the space's networks are built
 * @param validation the text they are measured on
 * @param tokens the vocabulary
 * @param provenance what the weights were made from
 * @param tolerance how far logits may differ, as a share of their range
 */
public record SequenceExport(
    Blueprint blueprint,
    TextReader validation,
    List<String> tokens,
    Provenance provenance,
    double tolerance) {

  /** What nothing is done to, since a token is no picture. */
  private static final Normalisation NONE = new Normalisation(List.of(0f), List.of(1f));

  /** How far the mean log-likelihood of a character may differ, in nats. */
  private static final double LIKELIHOOD_TOLERANCE = 1e-5;

  private static final int MOST_COMPARED = 16_000;

  public SequenceExport {
    tokens = List.copyOf(tokens);
  }

  /**
   * What was written.
   *
   * @param manifest the content of {@code child.yaml}
   * @param proof how what was written compares with what it was made of
   * @param score how well the network predicts the validation text
   */
  public record Written(Manifest manifest, Proof proof, LanguageScore score) {}

  /**
   * Exports one network; the folder appears whole or not at all.
   *
   * @param weights all that its plan uses, or more
   * @param origin what {@code weights} are called in messages: {@code masked supernet}
   * @param overwrite whether an existing folder is replaced
   * @throws InputError if the folder exists and is not to be replaced, cannot be written, the loss
   *     is no number, or what was written computes something else; then nothing is left behind
   */
  public Written write(
      Architecture architecture, Weights weights, String origin, Path folder, boolean overwrite) {
    Plan plan = blueprint.plan(architecture).live();
    Score score = TextEvaluator.score(new SequenceRunner(plan), weights, validation);
    if (!Double.isFinite(score.loss())) {
      throw new InputError(
          "%s cannot be exported: its loss is %s; choose another, or train longer"
              .formatted(architecture.id(), score.loss()));
    }
    List<Written> written = new ArrayList<>();
    try (Child child = new Child(plan, weights.copyFor(plan), describe(architecture))) {
      AtomicFolder.write(
          folder,
          overwrite,
          staging -> {
            ChildFiles.write(child, staging);
            AtomicFile.writeText(
                staging.resolve(SequenceModule.FILE), SequenceModule.write(plan, child.about()));
            Manifest manifest = Manifest.of(child, Accuracy.of(score));
            manifest.write(staging);
            LanguageScore language = LanguageScore.of(score);
            language.write(staging);
            Proof proof = prove(staging, plan, weights, origin, score);
            RecordJson.write(
                staging.resolve(ProofReport.FILE),
                new ProofReport(architecture.id(), origin, tolerance, List.of(proof), List.of()));
            written.add(new Written(manifest, proof, language));
          });
    }
    return written.get(0);
  }

  /** Reads back what was written and runs both. */
  private Proof prove(Path staging, Plan plan, Weights weights, String origin, Score score) {
    Device device = weights.device();
    try (Child written = Child.load(staging, device)) {
      SequenceRunner cut = new SequenceRunner(written.plan());
      double loss = TextEvaluator.score(cut, written.weights(), validation).loss();
      List<Integer> targets = new ArrayList<>();
      List<float[]> expected = logits(new SequenceRunner(plan), weights, targets);
      List<float[]> found = logits(cut, written.weights(), new ArrayList<>());
      Proof proof = Proof.of("safetensors", "Espalier", expected, found, targets, tolerance);
      if (!proof.holds() || !(Math.abs(loss - score.loss()) <= LIKELIHOOD_TOLERANCE)) {
        throw new InputError(
            String.format(
                Locale.ROOT,
                "the export was refused: what was written has a loss of %.7f, the %s of %.7f, and"
                    + " logits differ by %.3g; export from the checkpoint that was searched",
                loss,
                origin,
                score.loss(),
                proof.largestDifference()));
      }
      return proof;
    }
  }

  /** The logits of each of the first tokens; their targets go into {@code targets}. */
  private List<float[]> logits(SequenceRunner runner, Weights weights, List<Integer> targets) {
    List<float[]> all = new ArrayList<>();
    TextEvaluator.run(
        runner,
        weights,
        validation,
        (batch, logits) -> {
          int classes = tokens.size();
          for (int n = 0; n < batch.count() && all.size() < MOST_COMPARED; n++) {
            all.add(Arrays.copyOfRange(logits, n * classes, (n + 1) * classes));
            targets.add((int) batch.targets().get(n));
          }
        });
    return all;
  }

  private ChildDescription describe(Architecture architecture) {
    return new ChildDescription(
        blueprint.space().name(),
        architecture.id(),
        Mask.of(blueprint.space(), architecture).toString(),
        blueprint.scale(),
        NONE,
        tokens,
        provenance);
  }
}

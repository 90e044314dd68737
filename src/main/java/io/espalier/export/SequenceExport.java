package io.espalier.export;

import io.espalier.data.Normalisation;
import io.espalier.data.text.TextReader;
import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Plan;
import io.espalier.provenance.Provenance;
import io.espalier.space.Architecture;
import io.espalier.supernet.SequenceRunner;
import io.espalier.supernet.Weights;
import io.espalier.supernet.evaluate.Score;
import io.espalier.supernet.evaluate.TextEvaluator;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes recurrent networks, cut out of a supernet or trained alone, each to its own folder with
 * its score.
 *
 * @param blueprint how the space's networks are built
 * @param validation the text for their scores and for the comparison of their formats
 * @param tokens the vocabulary
 * @param provenance the origin of the weights
 * @param export the formats and how close they must be
 */
public record SequenceExport(
    Blueprint blueprint,
    TextReader validation,
    List<String> tokens,
    Provenance provenance,
    ChildExport export) {

  /** The normalisation of tokens: none, since a token is no picture. */
  public static final Normalisation NOTHING_DONE = new Normalisation(List.of(0f), List.of(1f));

  public SequenceExport {
    tokens = List.copyOf(tokens);
  }

  /**
   * Exports one network; the folder is written completely or not at all.
   *
   * @param weights all weights that its plan uses, or more
   * @param origin the name of {@code weights} in messages: {@code masked supernet}
   * @param overwrite whether an existing folder is replaced
   * @throws InputError if the folder exists and is not to be replaced, cannot be written, the loss
   *     is not finite, or a written format computes something else; then nothing is left behind
   */
  public ChildExport.Written write(
      Architecture architecture, Weights weights, String origin, Path folder, boolean overwrite) {
    Plan plan = blueprint.plan(architecture).live();
    Score score = TextEvaluator.score(new SequenceRunner(plan), weights, validation);
    if (!Double.isFinite(score.loss())) {
      throw new InputError(
          "%s cannot be exported: its loss is %s; choose another, or train longer"
              .formatted(architecture.id(), score.loss()));
    }
    ChildDescription about =
        ChildDescription.of(blueprint, architecture, NOTHING_DONE, tokens, provenance);
    try (Child child = new Child(plan, weights.copyFor(plan), about);
        PlanSequence reference = new PlanSequence(plan, weights)) {
      return export.write(
          child, score, new TextReference(origin, reference, validation), folder, overwrite);
    }
  }
}

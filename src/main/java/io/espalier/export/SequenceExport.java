package io.espalier.export;

import io.espalier.data.Normalisation;
import io.espalier.data.TextReader;
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
 * Writes recurrent networks as folders of their own, cut out of a supernet or trained alone, and
 * says what they are worth.
 *
 * @param blueprint how the space's networks are built
 * @param validation the text they are measured on, and their forms are compared on
 * @param tokens the vocabulary
 * @param provenance what the weights were made from
 * @param form what is written, and how close it must be
 */
public record SequenceExport(
    Blueprint blueprint,
    TextReader validation,
    List<String> tokens,
    Provenance provenance,
    ChildExport form) {

  /** The normalisation of tokens: none, since a token is no picture. */
  public static final Normalisation NOTHING_DONE = new Normalisation(List.of(0f), List.of(1f));

  public SequenceExport {
    tokens = List.copyOf(tokens);
  }

  /**
   * Exports one network; the folder appears whole or not at all.
   *
   * @param weights all that its plan uses, or more
   * @param origin what {@code weights} are called in messages: {@code masked supernet}
   * @param overwrite whether an existing folder is replaced
   * @throws InputError if the folder exists and is not to be replaced, cannot be written, the loss
   *     is no number, or what was written computes something else; then nothing is left behind
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
    ChildDescription about = ChildDescription.of(blueprint, architecture, NOTHING_DONE, tokens, provenance);
    try (Child child = new Child(plan, weights.copyFor(plan), about);
        PlanSequence reference = new PlanSequence(plan, weights)) {
      return form.write(
          child, score, new TextReference(origin, reference, validation), folder, overwrite);
    }
  }
}

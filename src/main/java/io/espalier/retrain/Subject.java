package io.espalier.retrain;

import io.espalier.data.Normalisation;
import io.espalier.export.Child;
import io.espalier.export.ChildDescription;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.provenance.Provenance;
import io.espalier.space.Architecture;
import io.espalier.supernet.Weights;
import java.util.List;
import java.util.Optional;

/**
 * The network to retrain.
 *
 * @param plan the network, live
 * @param about its description; its provenance is replaced by that of the retraining
 * @param inherited the weights to start from, owned by the caller; empty to start from fresh
 *     weights
 */
public record Subject(Plan plan, ChildDescription about, Optional<Weights> inherited) {

  /** A child from the weights it has. */
  public static Subject inheriting(Child child) {
    return new Subject(child.plan(), child.about(), Optional.of(child.weights()));
  }

  /** A child from fresh weights. */
  public static Subject fromScratch(Child child) {
    return new Subject(child.plan(), child.about(), Optional.empty());
  }

  /** An architecture from fresh weights. */
  public static Subject fromScratch(
      Blueprint blueprint,
      Architecture architecture,
      Normalisation normalisation,
      List<String> classes,
      Provenance provenance) {
    ChildDescription about =
        ChildDescription.of(blueprint, architecture, normalisation, classes, provenance);
    return new Subject(blueprint.plan(architecture).live(), about, Optional.empty());
  }

  /**
   * The same architecture with more channels or cells, as is usual after a search (Zoph et al.,
   * CVPR 2018); from fresh weights, since none fit.
   *
   * @param blueprint how networks of that size are built
   */
  public Subject builtBy(Blueprint blueprint) {
    return fromScratch(
        blueprint,
        blueprint.space().parse(about.architecture()),
        about.normalisation(),
        about.classes(),
        about.provenance());
  }

  /** Whether its batch norms learn a scale and a shift. */
  public boolean hasAffineNorms() {
    return plan.nodes().stream()
        .map(Node::op)
        .anyMatch(op -> op instanceof Op.BatchNorm norm && norm.affine());
  }
}

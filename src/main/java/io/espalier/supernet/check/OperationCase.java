package io.espalier.supernet.check;

import io.espalier.cost.CostModel;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.PlanBuilder;
import io.espalier.plan.Shape;
import io.espalier.supernet.Mode;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** One operation on inputs of given shapes, as a case. */
final class OperationCase {

  /**
   * The largest number of multiply-accumulates, or values, of a case, so that plain Java takes
   * milliseconds.
   */
  private static final long LARGEST = 4_000_000;

  private static final int FEWEST_IMAGES = 2;
  private static final int USUAL_IMAGES = 64;

  private OperationCase() {}

  /** A case with as many images as are usual in a training, or fewer if the operation is large. */
  static CheckCase of(Op op, List<Shape> inputs, Mode mode) {
    Plan plan = plan(op, inputs);
    long work = Math.max(CostModel.macs(plan), plan.input().values());
    int images = (int) Math.max(FEWEST_IMAGES, Math.min(USUAL_IMAGES, LARGEST / work));
    return of(op, inputs, mode, images);
  }

  /** A case with {@code images} images. */
  static CheckCase of(Op op, List<Shape> inputs, Mode mode, int images) {
    String statistics =
        op instanceof Op.BatchNorm && !mode.batchStatistics() ? " by running statistics" : "";
    String joined =
        inputs.size() < 2 ? inputs.get(0).toString() : inputs.size() + " times " + inputs.get(0);
    return new CheckCase(
        "%s%s of %s, %d images".formatted(name(op), statistics, joined, images),
        plan(op, inputs),
        images,
        1,
        mode,
        false);
  }

  /**
   * Features come from the global pooling of a picture; further inputs are computed from the first.
   */
  private static Plan plan(Op op, List<Shape> inputs) {
    Shape first = inputs.get(0);
    PlanBuilder plan = new PlanBuilder(first);
    int at = 0;
    // A picture of one pixel looks like features, but these operations only take pictures.
    boolean picture =
        op instanceof Op.Conv
            || op instanceof Op.BatchNorm
            || op instanceof Op.Pool
            || op instanceof Op.GlobalAveragePool
            || op instanceof Op.SqueezeExcitation
            || op instanceof Op.Resize
            || op instanceof Op.Zero
            || op instanceof Op.Shift;
    boolean features = first.height() == 1 && first.width() == 1;
    if (features && !picture && !(op instanceof Op.Embedding)) {
      at = plan.add("features", new Op.GlobalAveragePool(), at);
    }
    if (op instanceof Op.Highway) {
      int gate = plan.add("gate", new Op.Activation(Op.Activation.Function.SIGMOID), at);
      int fresh = plan.add("new", new Op.Activation(Op.Activation.Function.TANH), at);
      plan.add("operation", op, gate, fresh, at);
    } else {
      plan.add("operation", op, Collections.nCopies(inputs.size(), at));
    }
    return plan.build();
  }

  /** The name of an operation in messages. */
  private static String name(Op op) {
    if (op instanceof Op.Conv conv) {
      String kind = conv.groups() > 1 && conv.groups() == conv.in() ? "depthwise " : "";
      String dilated = conv.dilation() > 1 ? ", dilation " + conv.dilation() : "";
      String grouped =
          conv.groups() > 1 && kind.isEmpty() ? ", %d groups".formatted(conv.groups()) : "";
      return "%sconvolution %dx%d, %d to %d channels, stride %d, padding %d%s%s"
          .formatted(
              kind,
              conv.kernel(),
              conv.kernel(),
              conv.in(),
              conv.out(),
              conv.stride(),
              conv.padding(),
              dilated,
              grouped);
    }
    if (op instanceof Op.Pool pool) {
      return "%s pooling %dx%d, stride %d, padding %d"
          .formatted(
              pool.kind().name().toLowerCase(Locale.ROOT),
              pool.kernel(),
              pool.kernel(),
              pool.stride(),
              pool.padding());
    }
    if (op instanceof Op.Activation activation) {
      return activation.function().name().toLowerCase(Locale.ROOT);
    }
    // The text of a record lists its components.
    return op.toString();
  }
}

package io.espalier.report.drawing;

import io.espalier.plan.Shape;
import java.util.List;

/**
 * Operations of a plan that are drawn as one box, such as a ReLU, a convolution and its norm.
 *
 * @param path the common part of their paths
 * @param label its label
 * @param detail the operations that count, in short: {@code dw 3×3 · 1×1}
 * @param kind its main operation
 * @param inputs its input boxes, without repeats
 * @param output the shape of its output
 */
record Box(
    String path, String label, String detail, Kind kind, List<Integer> inputs, Shape output) {

  /** The pattern of path parts that name a stage. */
  static final String STAGE = "(stage|stack)\\d+";

  /** The main operation of a box, which determines its colour. */
  enum Kind {
    /** The images. */
    INPUT,
    /** Convolutions. */
    CONVOLUTION,
    /** Convolutions with depthwise ones among them. */
    SEPARABLE,
    /** Pooling. */
    POOLING,
    /** A sum or a concatenation and nothing else. */
    JOIN,
    /** Anything else. */
    OTHER
  }

  /** The name of the unit that the box belongs to: the stage and the cell or layer in it. */
  String unit() {
    String[] parts = path.split("\\.", -1);
    boolean staged = parts[0].matches(STAGE) && parts.length > 1;
    return staged ? parts[0] + "." + parts[1] : parts[0];
  }
}

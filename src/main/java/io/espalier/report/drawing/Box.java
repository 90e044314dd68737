package io.espalier.report.drawing;

import io.espalier.plan.Shape;
import java.util.List;

/**
 * Operations of a plan that are drawn as one box, such as a ReLU, a convolution and its norm.
 *
 * @param path what they have in common
 * @param label what the box is called
 * @param detail the operations that count, in short: {@code dw 3×3 · 1×1}
 * @param kind what it mainly does
 * @param inputs the boxes that it takes, without repeats
 * @param output the shape of what it gives
 */
record Box(
    String path, String label, String detail, Kind kind, List<Integer> inputs, Shape output) {

  /** How the parts of paths look that name a stage. */
  static final String STAGE = "(stage|stack)\\d+";

  /** What a box mainly does; decides its colour. */
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

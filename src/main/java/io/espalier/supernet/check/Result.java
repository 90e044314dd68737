package io.espalier.supernet.check;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a case gives: every array in the order image, row, column, channel, tensors in their own.
 *
 * @param output the output of the plan; of a text, step by step
 * @param input the gradient of the input; empty for tokens, which have none
 * @param tensors the gradients of the learned tensors by their full names
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared as a whole.
record Result(double[] output, double[] input, Map<String, double[]> tensors) {

  /** What there is to compare, by what a message calls it. */
  Map<String, double[]> parts() {
    Map<String, double[]> parts = new LinkedHashMap<>();
    parts.put("output", output);
    if (input.length > 0) {
      parts.put("gradient of the input", input);
    }
    tensors.forEach((name, values) -> parts.put("gradient of " + name, values));
    return parts;
  }
}

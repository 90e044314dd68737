package io.espalier.supernet.check;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The result of a case: activations in the order image, row, column, channel; tensors in their own
 * order.
 *
 * @param output the output of the plan; for a text, step by step
 * @param input the gradient of the input; empty for tokens, which have none
 * @param tensors the gradients of the learned tensors by their full names
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared as a whole.
record Result(double[] output, double[] input, Map<String, double[]> tensors) {

  /** The arrays to compare, by their names in messages. */
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

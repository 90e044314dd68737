package io.espalier.plan.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.espalier.plan.Op.Activation.Function;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A kind of value.
 *
 * @param allowed its values, for messages
 * @param reader reads one; empty if it is of another kind
 */
record Kind<T>(String allowed, java.util.function.Function<JsonNode, Optional<T>> reader) {

  static final Kind<Boolean> FLAG =
      new Kind<>(
          "true or false",
          node -> node.isBoolean() ? Optional.of(node.booleanValue()) : Optional.empty());

  /** Activations by the names that papers give them; empty for none. */
  static final Map<String, Optional<Function>> ACTIVATIONS = activations();

  static final Kind<Optional<Function>> ACTIVATION =
      new Kind<>(
          "one of " + String.join(", ", ACTIVATIONS.keySet()),
          node -> Optional.ofNullable(ACTIVATIONS.get(node.asText())));

  private static Map<String, Optional<Function>> activations() {
    Map<String, Optional<Function>> names = new LinkedHashMap<>();
    names.put("none", Optional.empty());
    names.put("relu", Optional.of(Function.RELU));
    names.put("relu6", Optional.of(Function.RELU6));
    names.put("h_swish", Optional.of(Function.HARD_SWISH));
    names.put("swish", Optional.of(Function.SWISH));
    names.put("h_sigmoid", Optional.of(Function.HARD_SIGMOID));
    names.put("sigmoid", Optional.of(Function.SIGMOID));
    names.put("tanh", Optional.of(Function.TANH));
    return names;
  }

  static Kind<Integer> whole(int least, int most) {
    return new Kind<>(
        "a whole number from %d to %d".formatted(least, most),
        node ->
            node.isInt() && node.intValue() >= least && node.intValue() <= most
                ? Optional.of(node.intValue())
                : Optional.empty());
  }

  /** Sides of windows that have a middle. */
  static Kind<Integer> odd(int most) {
    return new Kind<>(
        "an odd number from 1 to " + most,
        node ->
            node.isInt()
                    && node.intValue() >= 1
                    && node.intValue() <= most
                    && node.intValue() % 2 == 1
                ? Optional.of(node.intValue())
                : Optional.empty());
  }

  static Kind<Double> number(double least, double most) {
    return new Kind<>(
        "a number from %s to %s".formatted(least, most),
        node ->
            node.isNumber() && node.doubleValue() >= least && node.doubleValue() <= most
                ? Optional.of(node.doubleValue())
                : Optional.empty());
  }
}

package io.espalier.export.pytorch;

import java.util.List;
import java.util.stream.Collectors;

/**
 * An expression of Python: a call, or a text that stands for itself.
 *
 * @param text the called function, or the text; may be prefixed by {@code name=}
 * @param arguments the arguments of the call; null for a text
 */
record Expression(String text, List<Expression> arguments) {

  /** The line length of the usual formatters. */
  static final int LINE = 88;

  static Expression text(String text) {
    return new Expression(text, null);
  }

  static Expression call(String function, List<Expression> arguments) {
    return new Expression(function, List.copyOf(arguments));
  }

  /** This expression as the argument {@code name}. */
  Expression named(String name) {
    return new Expression(name + "=" + text, arguments);
  }

  private String flat() {
    return arguments == null
        ? text
        : arguments.stream()
            .map(Expression::flat)
            .collect(Collectors.joining(", ", text + "(", ")"));
  }

  /**
   * A line that begins with {@code start}, broken into several if it is too long.
   *
   * @param indent the number of spaces before it
   */
  String line(int indent, String start) {
    return " ".repeat(indent) + start + laidOut(indent, indent + start.length(), 0) + "\n";
  }

  private String laidOut(int indent, int column, int behind) {
    String flat = flat();
    if (arguments == null || arguments.isEmpty() || column + flat.length() + behind <= LINE) {
      return flat;
    }
    int inner = indent + 4;
    return arguments.stream()
        .map(argument -> " ".repeat(inner) + argument.laidOut(inner, inner, 1) + ",\n")
        .collect(Collectors.joining("", text + "(\n", " ".repeat(indent) + ")"));
  }
}

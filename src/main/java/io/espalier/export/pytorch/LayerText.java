package io.espalier.export.pytorch;

import io.espalier.plan.Op;
import java.util.ArrayList;
import java.util.List;

/** The modules of PyTorch that single operations are, as text. */
final class LayerText {

  private LayerText() {}

  /** The call that makes the module of an operation, whose numbers are written like this. */
  static Expression of(Op op, List<String> numbers) {
    if (op instanceof Op.Conv conv) {
      List<Expression> arguments = texts(numbers.get(0), numbers.get(1));
      arguments.add(Expression.text(numbers.get(2)).named("kernel_size"));
      addUnless("1", "stride", numbers.get(3), arguments);
      addUnless("0", "padding", numbers.get(4), arguments);
      addUnless("1", "dilation", numbers.get(5), arguments);
      addUnless("1", "groups", numbers.get(6), arguments);
      addUnless("True", "bias", conv.bias() ? "True" : "False", arguments);
      return Expression.call("nn.Conv2d", arguments);
    }
    if (op instanceof Op.BatchNorm norm) {
      List<Expression> arguments = texts(numbers.get(0));
      addUnless("True", "affine", norm.affine() ? "True" : "False", arguments);
      return Expression.call("nn.BatchNorm2d", arguments);
    }
    if (op instanceof Op.Activation activation) {
      return switch (activation.function()) {
        case RELU -> Expression.call("nn.ReLU", List.of());
        case RELU6 -> Expression.call("nn.ReLU6", List.of());
        case TANH -> Expression.call("nn.Tanh", List.of());
        case SIGMOID -> Expression.call("nn.Sigmoid", List.of());
      };
    }
    if (op instanceof Op.Pool pool) {
      boolean average = pool.kind() == Op.Pool.Kind.AVERAGE;
      List<Expression> arguments = texts(numbers.get(0));
      addUnless(numbers.get(0), "stride", numbers.get(1), arguments);
      addUnless("0", "padding", numbers.get(2), arguments);
      if (average && pool.padding() > 0) {
        arguments.add(Expression.text("False").named("count_include_pad"));
      }
      return Expression.call(average ? "nn.AvgPool2d" : "nn.MaxPool2d", arguments);
    }
    if (op instanceof Op.GlobalAveragePool) {
      return Expression.call("nn.Sequential", texts("nn.AdaptiveAvgPool2d(1)", "nn.Flatten()"));
    }
    if (op instanceof Op.Linear) {
      return Expression.call("nn.Linear", texts(numbers.get(0), numbers.get(1)));
    }
    throw new IllegalArgumentException("there is no module of PyTorch for " + op);
  }

  static List<Expression> texts(String... texts) {
    List<Expression> expressions = new ArrayList<>();
    for (String text : texts) {
      expressions.add(Expression.text(text));
    }
    return expressions;
  }

  private static void addUnless(
      String standard, String name, String value, List<Expression> arguments) {
    if (!value.equals(standard)) {
      arguments.add(Expression.text(value).named(name));
    }
  }
}

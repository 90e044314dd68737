package io.espalier.export.pytorch;

import io.espalier.plan.Op;
import java.util.ArrayList;
import java.util.List;

/** The modules of PyTorch that single operations are, as text. */
final class LayerText {

  /** The class that {@link #DEFINITION} defines, since PyTorch has none. */
  static final String SQUEEZE_EXCITATION = "SqueezeExcitation";

  static final String DEFINITION =
      """
      class SqueezeExcitation(nn.Module):
          \"""Scales each channel by what the means of all channels say.\"""

          def __init__(self, channels, squeezed, inner, gate):
              super().__init__()
              self.reduce = nn.Conv2d(channels, squeezed, kernel_size=1)
              self.inner = inner
              self.expand = nn.Conv2d(squeezed, channels, kernel_size=1)
              self.gate = gate

          def forward(self, x):
              means = x.mean(dim=(2, 3), keepdim=True)
              return x * self.gate(self.expand(self.inner(self.reduce(means))))
      """;

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
      String usual = Float.toString(Op.BatchNorm.EPSILON);
      addUnless(usual, "eps", Float.toString(norm.epsilon()), arguments);
      addUnless("True", "affine", norm.affine() ? "True" : "False", arguments);
      return Expression.call("nn.BatchNorm2d", arguments);
    }
    if (op instanceof Op.Activation activation) {
      return activation(activation.function());
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
    if (op instanceof Op.Linear linear) {
      List<Expression> arguments = texts(numbers.get(0), numbers.get(1));
      addUnless("True", "bias", linear.bias() ? "True" : "False", arguments);
      return Expression.call("nn.Linear", arguments);
    }
    if (op instanceof Op.SqueezeExcitation excitation) {
      List<Expression> arguments = texts(numbers.get(0), numbers.get(1));
      arguments.add(activation(excitation.inner()).named("inner"));
      arguments.add(activation(excitation.gate()).named("gate"));
      return Expression.call(SQUEEZE_EXCITATION, arguments);
    }
    if (op instanceof Op.Dropout dropout) {
      return Expression.call("nn.Dropout", texts(Float.toString(dropout.rate())));
    }
    throw new IllegalArgumentException("there is no module of PyTorch for " + op);
  }

  private static Expression activation(Op.Activation.Function function) {
    String module =
        switch (function) {
          case RELU -> "nn.ReLU";
          case RELU6 -> "nn.ReLU6";
          case TANH -> "nn.Tanh";
          case SIGMOID -> "nn.Sigmoid";
          case HARD_SWISH -> "nn.Hardswish";
          case SWISH -> "nn.SiLU";
          case HARD_SIGMOID -> "nn.Hardsigmoid";
        };
    return Expression.call(module, List.of());
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

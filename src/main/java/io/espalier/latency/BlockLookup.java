package io.espalier.latency;

import io.espalier.error.InputError;
import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Sums the latencies of a network of inverted residual blocks, as once-for-all's tables hold them:
 * {@code
 * expanded_conv-input:112x112x24-output:56x56x32-expand:144-kernel:3-stride:2-idskip:0-se:0-hs:0}
 * for a block, {@code Conv-input:224x224x3-output:112x112x16} and the like for what is before and
 * behind the blocks. Sides that a key leaves out, as {@code se} and {@code hs} in ProxylessNAS's
 * tables, do not matter there.
 */
final class BlockLookup {

  private final Map<String, Double> milliseconds;

  /** Whether keys state squeeze-and-excitation and hard swish. */
  private final boolean statesGates;

  /** A table by its keys. */
  BlockLookup(Map<String, Double> milliseconds) {
    this.milliseconds = milliseconds;
    this.statesGates = milliseconds.keySet().stream().anyMatch(key -> key.contains("-se:"));
  }

  /**
   * The sum for a live plan, in milliseconds.
   *
   * @throws InputError if the table lacks one of its blocks; the message names it
   */
  double predict(Plan plan) {
    double sum = 0;
    for (List<String> names : keys(plan)) {
      sum +=
          names.stream()
              .filter(milliseconds::containsKey)
              .mapToDouble(milliseconds::get)
              .findFirst()
              .orElseThrow(
                  () ->
                      new InputError(
                          "the table of latencies has no %s; measure that block, or networks of the space"
                              .formatted(names.get(0))));
    }
    return sum;
  }

  /** The keys of a plan's blocks in their order, each with its other spellings. */
  List<List<String>> keys(Plan plan) {
    List<List<String>> keys = new ArrayList<>();
    boolean pooled = false;
    int blocks = 0;
    for (int n = 1; n < plan.nodes().size(); n++) {
      Op op = plan.nodes().get(n).op();
      if (op instanceof Op.Conv conv) {
        if (isDepthwise(conv)) {
          keys.add(block(plan, n, conv));
          blocks++;
        } else if (!reads(plan, n) && !isProjection(plan, n)) {
          String name = blocks == 0 ? "Conv" : pooled ? "Conv_2" : "Conv_1";
          keys.add(plain(name, input(plan, n), plan.shapes().get(n)));
        }
      } else if (op instanceof Op.GlobalAveragePool) {
        pooled = true;
        keys.add(plain("AvgPool2D", input(plan, n), plan.shapes().get(n)));
      } else if (op instanceof Op.Linear) {
        String name = n == lastLinear(plan) ? "Logits" : "Conv_2";
        keys.add(plain(name, input(plan, n), plan.shapes().get(n)));
      }
    }
    return keys;
  }

  private List<String> block(Plan plan, int deep, Op.Conv conv) {
    Optional<Integer> expansion = convBefore(plan, deep);
    Shape in = expansion.map(e -> input(plan, e)).orElseGet(() -> input(plan, deep));
    int projection = projection(plan, deep);
    Shape out = plan.shapes().get(projection);
    boolean gated = false;
    boolean swish = false;
    for (int n = expansion.orElse(deep); n < projection; n++) {
      Op op = plan.nodes().get(n).op();
      gated |= op instanceof Op.SqueezeExcitation;
      swish |=
          op instanceof Op.Activation activation
              && activation.function() == Op.Activation.Function.HARD_SWISH;
    }
    String sizes = "expanded_conv-input:%s-output:%s".formatted(picture(in), picture(out));
    String rest =
        "-kernel:%d-stride:%d-idskip:%d"
            .formatted(conv.kernel(), conv.stride(), isAdded(plan, projection) ? 1 : 0);
    String gates = statesGates ? "-se:%d-hs:%d".formatted(gated ? 1 : 0, swish ? 1 : 0) : "";
    String expand = "-expand:%d".formatted(conv.in());
    if (statesGates) {
      return List.of(sizes + expand + rest + gates);
    }
    // ProxylessNAS's tables state the ratio.
    return List.of(
        sizes + "-expand:%d".formatted(Math.round((double) conv.in() / in.channels())) + rest,
        sizes + expand + rest);
  }

  private static List<String> plain(String name, Shape in, Shape out) {
    String sizes = "-input:%s-output:%s".formatted(picture(in), picture(out));
    String flat = "-input:%s-output:%d".formatted(picture(in), out.channels());
    return List.of(name + sizes, name + flat, name);
  }

  private static String picture(Shape shape) {
    return String.format(Locale.ROOT, "%dx%dx%d", shape.height(), shape.width(), shape.channels());
  }

  private static boolean isDepthwise(Op.Conv conv) {
    return conv.groups() > 1 && conv.groups() == conv.in() && conv.in() == conv.out();
  }

  private static Shape input(Plan plan, int n) {
    return plan.shapes().get(plan.nodes().get(n).inputs().get(0));
  }

  /** Whether a convolution is an expansion: a depthwise one reads it. */
  private static boolean reads(Plan plan, int conv) {
    for (int n = conv + 1; n < plan.nodes().size(); n++) {
      if (plan.nodes().get(n).op() instanceof Op.Conv next && isDepthwise(next)) {
        Optional<Integer> before = convBefore(plan, n);
        if (before.isPresent() && before.get() == conv) {
          return true;
        }
      }
    }
    return false;
  }

  /** The 1x1 convolution that expands for a depthwise one; empty if it reads the block's input. */
  private static Optional<Integer> convBefore(Plan plan, int deep) {
    int at = back(plan, plan.nodes().get(deep).inputs().get(0));
    Op op = plan.nodes().get(at).op();
    boolean expands =
        op instanceof Op.Conv conv
            && conv.kernel() == 1
            && conv.out() > conv.in()
            && !isDepthwise(conv);
    return expands ? Optional.of(at) : Optional.empty();
  }

  /** Back over batch norms, activations and gates. */
  private static int back(Plan plan, int n) {
    int at = n;
    Op op = plan.nodes().get(at).op();
    while (op instanceof Op.BatchNorm
        || op instanceof Op.Activation
        || op instanceof Op.SqueezeExcitation
        || op instanceof Op.Dropout) {
      at = plan.nodes().get(at).inputs().get(0);
      op = plan.nodes().get(at).op();
    }
    return at;
  }

  /** Whether a convolution ends a block. */
  private static boolean isProjection(Plan plan, int conv) {
    int before = back(plan, plan.nodes().get(conv).inputs().get(0));
    return plan.nodes().get(before).op() instanceof Op.Conv deep && isDepthwise(deep);
  }

  private static int projection(Plan plan, int deep) {
    for (int n = deep + 1; n < plan.nodes().size(); n++) {
      if (plan.nodes().get(n).op() instanceof Op.Conv
          && back(plan, plan.nodes().get(n).inputs().get(0)) == deep) {
        return n;
      }
    }
    throw new InputError(
        "%s is no inverted residual block: no convolution follows it, so a table of such blocks cannot be used; measure networks of the space"
            .formatted(plan.nodes().get(deep).path()));
  }

  private static boolean isAdded(Plan plan, int projection) {
    for (int n = projection + 1; n < plan.nodes().size(); n++) {
      Node node = plan.nodes().get(n);
      // The block's own sum adds to its input; the next one's may begin with this projection.
      if (node.op() instanceof Op.Add
          && back(plan, node.inputs().get(node.inputs().size() - 1)) == projection) {
        return true;
      }
    }
    return false;
  }

  private static int lastLinear(Plan plan) {
    int last = -1;
    for (int n = 0; n < plan.nodes().size(); n++) {
      last = plan.nodes().get(n).op() instanceof Op.Linear ? n : last;
    }
    return last;
  }
}

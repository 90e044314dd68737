package io.espalier.latency;

import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.Shape;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Counts what a plan makes a device do, as runtimes run it: a batch norm behind a convolution is
 * folded into it, and an activation that alone reads its input may be joined to the operation
 * before it, while one whose input is also read by others may not.
 */
final class PlanCounts {

  private static final double MILLION = 1e6;

  private final Plan plan;

  /** How many nodes read each node's output. */
  private final int[] readers;

  private final Map<String, Double> operations = new LinkedHashMap<>();
  private final Map<String, Double> work = new LinkedHashMap<>();

  /** Counts a plan. */
  PlanCounts(Plan plan) {
    this.plan = plan;
    this.readers = new int[plan.nodes().size()];
    for (Node node : plan.nodes()) {
      node.inputs().stream().distinct().forEach(input -> readers[input]++);
    }
    for (int n = 1; n < readers.length; n++) {
      count(n);
    }
    countGraph();
  }

  /** Operations by kind and sizes: {@code conv 3x3 16>16 at 32x32}. */
  Map<String, Double> operations() {
    return operations;
  }

  /** Amounts by kind: {@code conv 3x3 macs_millions}. */
  Map<String, Double> work() {
    return work;
  }

  private void count(int n) {
    Op op = plan.nodes().get(n).op();
    Shape in = plan.nodes().get(n).inputs().isEmpty() ? plan.shapes().get(n) : input(n, 0);
    Shape out = plan.shapes().get(n);
    int inputs = plan.nodes().get(n).inputs().size();
    if (op instanceof Op.Conv conv) {
      add(kind(conv), sizes(conv, in), 1, n);
      long macs = out.values() * (conv.in() / conv.groups()) * conv.kernel() * conv.kernel();
      add(work, kind(conv) + " macs_millions", macs / MILLION);
    } else if (op instanceof Op.BatchNorm) {
      if (!isFolded(n)) {
        add("batch_norm", at(in), 1, n);
      }
    } else if (op instanceof Op.Activation activation) {
      String name = activation.function().name().toLowerCase(Locale.ROOT);
      add(name + " " + joined(n), at(in), 1, n);
    } else if (op instanceof Op.Pool pool) {
      String kind = pool.kind().name().toLowerCase(Locale.ROOT) + "_pool";
      add(kind, size(pool.kernel(), pool.stride()) + at(in), 1, n);
    } else if (op instanceof Op.Linear linear) {
      add("linear", linear.in() + ">" + linear.out(), 1, n);
      add(work, "linear macs_millions", (double) linear.in() * linear.out() / MILLION);
    } else if (op instanceof Op.SqueezeExcitation excitation) {
      add("excitation", excitation.squeezed() + at(in), 1, n);
    } else if (op instanceof Op.Add || op instanceof Op.Mean) {
      add(name(op), at(in), inputs - 1, n);
    } else if (op instanceof Op.Concat) {
      add("concat", at(out), 1, n);
    } else if (!(op instanceof Op.Dropout)) {
      add(name(op), at(in), 1, n);
    }
  }

  /** Counts {@code times} operations: one kind with its sizes, and the values that it moves. */
  private void add(String kind, String sizes, double times, int n) {
    add(operations, kind + " " + sizes.strip(), times);
    add(work, kind, times);
    double moved = plan.shapes().get(n).values();
    for (int i = 0; i < plan.nodes().get(n).inputs().size(); i++) {
      moved += input(n, i).values();
    }
    add(work, kind + " values_millions", moved / MILLION);
  }

  private void countGraph() {
    int[] depth = new int[readers.length];
    for (int n = 1; n < readers.length; n++) {
      for (int input : plan.nodes().get(n).inputs()) {
        depth[n] = Math.max(depth[n], depth[input]);
      }
      depth[n]++;
      if (readers[n] > 1) {
        add(work, "values read more than once", 1);
        add(work, "further readers", readers[n] - 1);
      }
      if (plan.nodes().get(n).op() instanceof Op.Add) {
        add(work, "summands beyond two", Math.max(0, plan.nodes().get(n).inputs().size() - 2));
      }
    }
    add(work, "longest path", depth[readers.length - 1]);
    if (!plan.readsImages()) {
      add(work, "output does not depend on the input", 1);
    }
  }

  private static void add(Map<String, Double> counts, String name, double times) {
    if (times != 0) {
      counts.merge(name, times, Double::sum);
    }
  }

  private Shape input(int n, int i) {
    return plan.shapes().get(plan.nodes().get(n).inputs().get(i));
  }

  private boolean isFolded(int norm) {
    int before = plan.nodes().get(norm).inputs().get(0);
    return plan.nodes().get(before).op() instanceof Op.Conv && readers[before] == 1;
  }

  /** Whether an activation can be computed together with what comes before it. */
  private String joined(int n) {
    int before = plan.nodes().get(n).inputs().get(0);
    if (readers[before] > 1) {
      return "apart";
    }
    Op producer = plan.nodes().get(before).op();
    boolean folded = producer instanceof Op.BatchNorm && isFolded(before);
    return folded || producer instanceof Op.Conv ? "of conv" : "joined";
  }

  private static String kind(Op.Conv conv) {
    String kind =
        conv.groups() == 1 ? "conv" : conv.groups() == conv.in() ? "depthwise" : "grouped";
    String dilated = conv.dilation() == 1 ? "" : " dilated";
    return "%s %dx%d%s".formatted(kind, conv.kernel(), conv.kernel(), dilated);
  }

  private static String sizes(Op.Conv conv, Shape in) {
    String channels =
        conv.groups() == conv.in() && conv.in() == conv.out()
            ? Integer.toString(conv.in())
            : conv.in() + ">" + conv.out();
    String stride = conv.stride() == 1 ? "" : " stride " + conv.stride();
    return channels + stride + " at " + picture(in);
  }

  private static String size(int kernel, int stride) {
    return "%dx%d%s".formatted(kernel, kernel, stride == 1 ? "" : " stride " + stride);
  }

  private static String name(Op op) {
    return op.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static String at(Shape shape) {
    return " %d at %s".formatted(shape.channels(), picture(shape));
  }

  private static String picture(Shape shape) {
    return shape.height() + "x" + shape.width();
  }
}

package io.espalier.supernet.check;

import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.supernet.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a case forward and backward in plain Java and double precision, one rule after another. A
 * recurrent plan is unrolled: its steps follow one another, and a memory is the node of the
 * previous step.
 */
final class PlainReference {

  private final CheckCase of;
  private final Map<String, double[]> decisive;
  private final Map<String, Map<String, double[]>> tensors = new LinkedHashMap<>();
  private final Map<String, Map<String, double[]>> gradients = new LinkedHashMap<>();
  private final List<Step> steps = new ArrayList<>();

  private PlainReference(CheckCase of, Weights weights, Map<String, double[]> decisive) {
    this.of = of;
    this.decisive = decisive;
    for (Node node : of.plan().nodes()) {
      Map<String, double[]> own = new LinkedHashMap<>();
      node.op()
          .tensors()
          .forEach(
              tensor ->
                  own.put(
                      tensor.name(),
                      Values.widened(weights.get(node.path(), tensor.name()).toFloatArray())));
      tensors.put(node.path(), own);
      gradients.put(node.path(), Step.zeros(node.op()));
    }
  }

  /**
   * The result of a case.
   *
   * @param weights the weights of the case
   * @param decisive for nodes with kinks, by path: their inputs in another run, whose decisions are
   *     taken over; other nodes decide by themselves
   */
  static Result run(CheckCase of, Weights weights, Map<String, double[]> decisive) {
    return new PlainReference(of, weights, decisive).run();
  }

  private Result run() {
    int nodes = of.plan().nodes().size();
    double[] output = new double[0];
    for (int time = 0; time < of.steps(); time++) {
      forward(time);
      output = Values.joined(output, steps.get(steps.size() - 1).out);
    }
    double[] gradient = of.outputGradient(output);
    for (int time = 0; time < of.steps(); time++) {
      Step last = steps.get((time + 1) * nodes - 1);
      for (int i = 0; i < last.gradient.length; i++) {
        last.gradient[i] += gradient[time * last.gradient.length + i];
      }
    }
    for (int s = steps.size() - 1; s >= 0; s--) {
      backward(steps.get(s));
    }
    Map<String, double[]> named = new LinkedHashMap<>();
    gradients.forEach(
        (path, own) -> own.forEach((name, values) -> named.put(path + "." + name, values)));
    return new Result(output, of.readsText() ? new double[0] : steps.get(0).gradient, named);
  }

  private void forward(int time) {
    Plan plan = of.plan();
    int first = steps.size();
    for (int n = 0; n < plan.nodes().size(); n++) {
      Node node = plan.nodes().get(n);
      List<Step> inputs = new ArrayList<>();
      node.inputs().forEach(input -> inputs.add(steps.get(first + input)));
      if (node.op() instanceof Op.Previous previous && time > 0) {
        inputs.add(steps.get(first - plan.nodes().size() + plan.index(previous.of())));
      }
      Step step =
          new Step(
              node,
              of.images(),
              plan.shapes().get(n),
              inputs,
              tensors.get(node.path()),
              gradients.get(node.path()),
              decisive.get(node.path()));
      if (node.op() instanceof Op.Input) {
        step.out = Values.widened(of.input(time));
      } else if (!(node.op() instanceof Op.Previous)) {
        Rule.of(node.op(), of.mode()).forward(step);
      } else if (time > 0) {
        step.out = inputs.get(0).out.clone();
      }
      steps.add(step);
    }
  }

  private void backward(Step step) {
    if (step.node.op() instanceof Op.Previous) {
      for (Step before : step.inputs) {
        for (int i = 0; i < step.gradient.length; i++) {
          before.gradient[i] += step.gradient[i];
        }
      }
    } else if (!(step.node.op() instanceof Op.Input)) {
      Rule.of(step.node.op(), of.mode()).backward(step);
    }
  }
}

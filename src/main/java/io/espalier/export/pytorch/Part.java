package io.espalier.export.pytorch;

import io.espalier.plan.Node;
import io.espalier.plan.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A part of a plan in the generated program: an operation, or a group with one output, whose
 * members are in executable order.
 *
 * @param attribute its name below the {@code self} of its group; contains dots if intermediate
 *     levels are not parts
 * @param hint a possible name for its value
 * @param place its full name, for people
 * @param operation the operation's node; empty for a group
 * @param members the parts of a group
 * @param inputs the outside nodes that it reads; for an operation, as often as it takes them, for a
 *     group, once each
 * @param output the node inside of it whose value it gives
 */
record Part(
    String attribute,
    String hint,
    String place,
    Optional<Node> operation,
    List<Part> members,
    List<Integer> inputs,
    int output) {

  Part {
    members = List.copyOf(members);
    inputs = List.copyOf(inputs);
  }

  boolean isGroup() {
    return operation.isEmpty();
  }

  /** Whether it is a module object rather than an expression in its group's forward. */
  boolean isModule() {
    return isGroup() || isModule(operation.get().op());
  }

  static boolean isModule(Op op) {
    return op instanceof Op.Conv
        || op instanceof Op.BatchNorm
        || op instanceof Op.Activation
        || op instanceof Op.Pool
        || op instanceof Op.GlobalAveragePool
        || op instanceof Op.SqueezeExcitation
        || op instanceof Op.Dropout
        || op instanceof Op.Linear;
  }

  /**
   * The sources of a member's inputs: the index of an earlier member, or -1 - i for input i of this
   * group.
   */
  List<Integer> sources(Part member) {
    List<Integer> sources = new ArrayList<>();
    for (int input : member.inputs()) {
      int source = -1 - inputs.indexOf(input);
      for (int m = 0; m < members.size(); m++) {
        source = members.get(m).output() == input ? m : source;
      }
      sources.add(source);
    }
    return sources;
  }

  /** Whether every member reads only the output of its predecessor. */
  boolean isChain() {
    for (int m = 0; m < members.size(); m++) {
      Part member = members.get(m);
      if (!member.isModule()
          || member.attribute().contains(".")
          || !sources(member).equals(List.of(m - 1))) {
        return false;
      }
    }
    return inputs.size() == 1;
  }
}

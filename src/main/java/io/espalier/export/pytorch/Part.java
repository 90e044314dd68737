package io.espalier.export.pytorch;

import io.espalier.plan.Node;
import io.espalier.plan.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A part of a plan in the generated program: an operation, or a group with one output, whose
 * members stand in an order in which they can be run.
 *
 * @param attribute its name below {@code self} of what it is a member of; with dots where what lies
 *     between is no part of its own
 * @param hint what its value may be called
 * @param place its full name, for people
 * @param operation the operation's node; empty for a group
 * @param members the parts of a group
 * @param inputs the nodes outside of it that it reads, as often as an operation takes them and for
 *     a group once each
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

  /** Whether it is an object of its own, rather than an expression in its group's forward. */
  boolean isModule() {
    return isGroup() || isModule(operation.get().op());
  }

  static boolean isModule(Op op) {
    return op instanceof Op.Conv
        || op instanceof Op.BatchNorm
        || op instanceof Op.Activation
        || op instanceof Op.Pool
        || op instanceof Op.GlobalAveragePool
        || op instanceof Op.Linear;
  }

  /**
   * Where a member's inputs come from: the index of a member before it, or -1 - i for input i of
   * this group.
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

  /** Whether every member takes what the one before it gives, and nothing else. */
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

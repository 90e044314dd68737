package io.espalier.export.pytorch;

import io.espalier.plan.Node;
import io.espalier.plan.Plan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Groups the nodes of a plan by their names. A group becomes a part if it can be called as one: it
 * contains modules, gives one value, and none of its values is needed to compute its inputs.
 * Otherwise its members belong to the enclosing group.
 */
final class ModuleParts {

  private final Plan plan;
  private final TorchNames names;
  private final List<List<Integer>> readers = new ArrayList<>();

  private ModuleParts(Plan plan, TorchNames names) {
    this.plan = plan;
    this.names = names;
    plan.nodes().forEach(node -> readers.add(new ArrayList<>()));
    for (int n = 0; n < plan.nodes().size(); n++) {
      for (int input : plan.nodes().get(n).inputs()) {
        readers.get(input).add(n);
      }
    }
  }

  /** The whole plan as one part; its input is node 0. */
  static Part of(Plan plan, TorchNames names) {
    List<Integer> nodes = IntStream.range(1, plan.nodes().size()).boxed().toList();
    return new ModuleParts(plan, names).group(List.of(), nodes);
  }

  private Part group(List<String> name, List<Integer> nodes) {
    Map<String, List<Integer>> byName = new LinkedHashMap<>();
    for (int node : nodes) {
      byName.computeIfAbsent(names.node(node).get(name.size()), n -> new ArrayList<>()).add(node);
    }
    List<Part> members = new ArrayList<>();
    byName.forEach(
        (component, inside) -> {
          List<String> full = new ArrayList<>(name);
          full.add(component);
          if (names.node(inside.get(0)).size() == full.size()) {
            members.add(operation(full, inside.get(0)));
          } else {
            Part group = group(full, inside);
            members.addAll(canBeCalled(inside) ? List.of(group) : dissolved(group));
          }
        });
    List<Part> ordered = ordered(members);
    Set<Integer> inputs = new LinkedHashSet<>();
    ordered.forEach(member -> inputs.addAll(member.inputs()));
    inputs.removeAll(nodes);
    String own = name.isEmpty() ? "" : name.get(name.size() - 1);
    int output = outputs(new HashSet<>(nodes)).stream().findFirst().orElseThrow();
    return new Part(
        own, own, String.join(".", name), Optional.empty(), ordered, List.copyOf(inputs), output);
  }

  private Part operation(List<String> name, int index) {
    Node node = plan.nodes().get(index);
    String own = name.get(name.size() - 1);
    return new Part(
        own, own, String.join(".", name), Optional.of(node), List.of(), node.inputs(), index);
  }

  private static List<Part> dissolved(Part group) {
    List<Part> parts = new ArrayList<>();
    for (Part member : group.members()) {
      String hint = member.isModule() ? group.hint() + "_" + member.hint() : group.hint();
      parts.add(
          new Part(
              group.attribute() + "." + member.attribute(),
              hint,
              member.place(),
              member.operation(),
              member.members(),
              member.inputs(),
              member.output()));
    }
    return parts;
  }

  private boolean canBeCalled(List<Integer> nodes) {
    Set<Integer> inside = new HashSet<>(nodes);
    return nodes.stream().anyMatch(n -> Part.isModule(plan.nodes().get(n).op()))
        && outputs(inside).size() == 1
        && !readsWhatItFeeds(inside);
  }

  /** The nodes whose values are read elsewhere. */
  private List<Integer> outputs(Set<Integer> inside) {
    int last = plan.nodes().size() - 1;
    return inside.stream()
        .filter(n -> n == last || !inside.containsAll(readers.get(n)))
        .sorted()
        .toList();
  }

  private boolean readsWhatItFeeds(Set<Integer> inside) {
    Set<Integer> fed = new HashSet<>();
    for (int n = 0; n < plan.nodes().size(); n++) {
      List<Integer> inputs = plan.nodes().get(n).inputs();
      if (inside.contains(n)) {
        if (inputs.stream().anyMatch(fed::contains)) {
          return true;
        }
      } else if (inputs.stream().anyMatch(i -> inside.contains(i) || fed.contains(i))) {
        fed.add(n);
      }
    }
    return false;
  }

  /** The members with each one after those that it reads, otherwise in their original order. */
  private static List<Part> ordered(List<Part> members) {
    Set<Integer> made = new HashSet<>();
    Set<Integer> within = new HashSet<>();
    members.forEach(member -> within.add(member.output()));
    List<Part> waiting = new ArrayList<>(members);
    List<Part> ordered = new ArrayList<>();
    while (!waiting.isEmpty()) {
      Part next =
          waiting.stream()
              .filter(
                  m -> m.inputs().stream().allMatch(i -> !within.contains(i) || made.contains(i)))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("parts read each other: " + waiting));
      waiting.remove(next);
      made.add(next.output());
      ordered.add(next);
    }
    return ordered;
  }
}

package io.espalier.export.pytorch;

import io.espalier.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * A class of the generated program for parts of the same structure. Numbers in which they differ
 * are its arguments or derived from these; the others are literals.
 */
final class ModuleClass {

  /**
   * Beyond this factor, one number being a multiple of another is more likely coincidence than
   * meaning.
   */
  private static final int LARGEST_FACTOR = 6;

  private static final int LARGEST_DIVISOR = 4;

  private final String name;
  private final List<Part> parts;
  private final List<List<Slot>> slots;
  private final List<Argument> arguments = new ArrayList<>();
  private final List<Integer> written = new ArrayList<>();
  private final Map<Integer, String> expressions = new HashMap<>();

  /**
   * An argument.
   *
   * @param name its name
   * @param role its meaning
   * @param slot the index of its first occurrence among the class's numbers
   * @param values its value in each part
   */
  record Argument(String name, Slot.Role role, int slot, List<Integer> values) {}

  /**
   * The class of {@code parts}, which have equal keys.
   *
   * @param classes the classes of the inner parts
   */
  ModuleClass(String name, List<Part> parts, Plan plan, ModuleClasses classes) {
    this.name = name;
    this.parts = List.copyOf(parts);
    this.slots = parts.stream().map(Slot::of).toList();
    Part example = parts.get(0);
    addWritten(example, 0, classes);
    List<Integer> out = values(part -> plan.shapes().get(part.output()).channels());
    List<List<Integer>> ins = new ArrayList<>();
    for (int i = 0; i < example.inputs().size(); i++) {
      int input = i;
      ins.add(values(part -> plan.shapes().get(part.inputs().get(input)).channels()));
    }
    boolean alike = new HashSet<>(ins).size() == 1;
    for (int i = 0; i < ins.size(); i++) {
      String numbered = "in_channels" + (alike ? "" : i);
      addChannels(alike && ins.get(i).equals(out) ? "channels" : numbered, ins.get(i));
    }
    addChannels("out_channels", out);
    for (int slot : written) {
      expressions.put(slot, expression(slot));
    }
  }

  /** Collects the numbers in the class's text; for parts with a class, only its arguments. */
  private void addWritten(Part group, int from, ModuleClasses classes) {
    int slot = from;
    for (Part member : group.members()) {
      int start = slot;
      int count = Slot.of(member).size();
      Optional<ModuleClass> type = classes.of(member);
      if (type.isPresent()) {
        type.get().arguments().forEach(argument -> written.add(start + argument.slot()));
      } else if (member.isGroup()) {
        addWritten(member, start, classes);
      } else {
        IntStream.range(start, start + count).forEach(written::add);
      }
      slot += count;
    }
  }

  private List<Integer> values(ToIntFunction<Part> of) {
    return parts.stream().map(of::applyAsInt).toList();
  }

  private List<Integer> column(int slot) {
    return slots.stream().map(numbers -> numbers.get(slot).value()).toList();
  }

  private static boolean varies(List<Integer> values) {
    return new HashSet<>(values).size() > 1;
  }

  private void addChannels(String wanted, List<Integer> values) {
    if (!varies(values) || known(Slot.Role.CHANNELS, values).isPresent()) {
      return;
    }
    for (int s : written) {
      if (slots.get(0).get(s).role() == Slot.Role.CHANNELS && column(s).equals(values)) {
        arguments.add(new Argument(wanted, Slot.Role.CHANNELS, s, values));
        return;
      }
    }
  }

  private Optional<Argument> known(Slot.Role role, List<Integer> values) {
    return arguments.stream()
        .filter(argument -> argument.role() == role && argument.values().equals(values))
        .findFirst();
  }

  private String expression(int s) {
    Slot slot = slots.get(0).get(s);
    List<Integer> values = column(s);
    if (!varies(values)) {
      return Integer.toString(slot.value());
    }
    Optional<Argument> same = known(slot.role(), values);
    if (same.isPresent()) {
      return same.get().name();
    }
    Optional<String> derived = derived(slot.role(), values);
    if (derived.isPresent()) {
      return derived.get();
    }
    Argument argument = new Argument(free(slot), slot.role(), s, values);
    arguments.add(argument);
    return argument.name();
  }

  /** A column as a multiple or a fraction of an argument, or padding as half a kernel. */
  private Optional<String> derived(Slot.Role role, List<Integer> values) {
    for (Argument argument : arguments) {
      if (role == Slot.Role.PADDING
          && argument.role() == Slot.Role.KERNEL_SIZE
          && argument.values().stream().map(kernel -> kernel / 2).toList().equals(values)) {
        return Optional.of(argument.name() + " // 2");
      }
    }
    for (int factor = 2; role == Slot.Role.CHANNELS && factor <= LARGEST_FACTOR; factor++) {
      int by = factor;
      for (Argument argument : arguments) {
        if (argument.role() != role) {
          continue;
        }
        if (argument.values().stream().map(v -> v * by).toList().equals(values)) {
          return Optional.of(by + " * " + argument.name());
        }
        if (by <= LARGEST_DIVISOR
            && values.stream().map(v -> v * by).toList().equals(argument.values())) {
          return Optional.of(argument.name() + " // " + by);
        }
      }
    }
    return Optional.empty();
  }

  private String free(Slot slot) {
    Set<String> used = new HashSet<>();
    arguments.forEach(argument -> used.add(argument.name()));
    String role = slot.role().word();
    String own = slot.owner().replace('.', '_') + "_" + role;
    String wanted = used.contains(role) ? own : role;
    String chosen = wanted;
    for (int number = 2; used.contains(chosen); number++) {
      chosen = wanted + number;
    }
    return chosen;
  }

  String name() {
    return name;
  }

  /** One of its parts, for the properties that all share. */
  Part example() {
    return parts.get(0);
  }

  List<Part> parts() {
    return parts;
  }

  List<Argument> arguments() {
    return arguments;
  }

  /** The Python expression for a number in the class's text, by its index in {@link Slot#of}. */
  String number(int slot) {
    return expressions.get(slot);
  }
}

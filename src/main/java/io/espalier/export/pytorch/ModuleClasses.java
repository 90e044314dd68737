package io.espalier.export.pytorch;

import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The classes of a plan's parts: one for all groups of the same structure, apart from numbers. A
 * group that is a plain sequence becomes a class only if the program would otherwise write it out
 * twice.
 */
final class ModuleClasses {

  private static final int LONGEST_NAME = 4;

  private final Plan plan;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<Part, Integer> keys = new HashMap<>();
  private final Map<Integer, List<Part>> parts = new LinkedHashMap<>();
  private final Map<Integer, Set<String>> places = new HashMap<>();
  private final Map<Integer, ModuleClass> classes = new LinkedHashMap<>();

  private ModuleClasses(Plan plan) {
    this.plan = plan;
  }

  static ModuleClasses of(Plan plan, Part root) {
    ModuleClasses made = new ModuleClasses(plan);
    made.key(root);
    made.place(root, "");
    Set<String> used = new HashSet<>(Set.of("Network", LayerText.SQUEEZE_EXCITATION));
    made.parts.forEach(
        (key, alike) -> {
          Part example = alike.get(0);
          if (example.place().isEmpty()) {
            made.classes.put(key, new ModuleClass("Network", alike, plan, made));
          } else if (!example.isChain()
              || (example.members().size() > 1 && made.places.get(key).size() > 1)) {
            String name = made.name(alike, used);
            made.classes.put(key, new ModuleClass(name, alike, plan, made));
          }
        });
    return made;
  }

  /** The class of a part; empty if the part is written out where it stands. */
  Optional<ModuleClass> of(Part part) {
    return Optional.ofNullable(keys.get(part)).map(classes::get);
  }

  /** All classes, each after those that it uses; the network is the last. */
  List<ModuleClass> all() {
    return List.copyOf(classes.values());
  }

  /** Numbers the kinds of parts; groups are recorded after their members. */
  private int key(Part part) {
    String text;
    if (part.isGroup()) {
      text =
          part.members().stream()
              .map(m -> m.attribute() + ":" + key(m) + part.sources(m))
              .collect(Collectors.joining(";", "group ", " of " + part.inputs().size()));
    } else {
      text = kind(part.operation().get());
    }
    int key = numbers.computeIfAbsent(text, unknown -> numbers.size());
    if (part.isGroup()) {
      keys.put(part, key);
      parts.computeIfAbsent(key, unknown -> new ArrayList<>()).add(part);
    }
    return key;
  }

  private static String kind(Node node) {
    Op op = node.op();
    if (op instanceof Op.Conv conv) {
      return "conv bias=%s depthwise=%s".formatted(conv.bias(), Slot.isDepthwise(conv));
    }
    if (op instanceof Op.BatchNorm norm) {
      return "norm affine=%s epsilon=%s".formatted(norm.affine(), norm.epsilon());
    }
    if (op instanceof Op.Linear linear) {
      return "linear bias=" + linear.bias();
    }
    if (op instanceof Op.SqueezeExcitation excitation) {
      return "excitation %s %s".formatted(excitation.inner(), excitation.gate());
    }
    if (op instanceof Op.Pool pool) {
      return "pool " + pool.kind();
    }
    boolean whole = op instanceof Op.Activation || op instanceof Op.Dropout;
    return whole ? op.toString() : op.getClass().getSimpleName();
  }

  /** Records where in the program's text each kind of group would be written out. */
  private void place(Part group, String path) {
    boolean writtenOut = group.isChain() && group.members().size() == 1;
    for (Part member : group.members()) {
      if (member.isGroup()) {
        String at = (writtenOut ? path : keys.get(group).toString()) + "." + member.attribute();
        places.computeIfAbsent(keys.get(member), unknown -> new HashSet<>()).add(at);
        place(member, at);
      }
    }
  }

  private String name(List<Part> alike, Set<String> used) {
    Part example = alike.get(0);
    boolean plain =
        example.isChain()
            && example.members().size() <= LONGEST_NAME
            && example.members().stream().noneMatch(Part::isGroup);
    List<String> words = plain ? List.of() : commonWords(alike);
    if (words.isEmpty()) {
      words =
          example.members().stream()
              .filter(Part::isModule)
              .limit(LONGEST_NAME)
              .map(ModuleClasses::word)
              .toList();
    }
    String name = words.stream().map(ModuleClasses::capitalised).collect(Collectors.joining());
    name = Character.isDigit(name.charAt(0)) ? "Block" + name : name;
    if (used.contains(name) && alike.stream().allMatch(this::halves)) {
      name = "Reducing" + name;
    }
    if (used.contains(name) && addsItsInput(example)) {
      name = "Residual" + name;
    }
    String chosen = name;
    for (char letter = 'B'; !used.add(chosen); letter++) {
      chosen = name + letter;
    }
    return chosen;
  }

  private static String word(Part member) {
    boolean depthwise =
        !member.isGroup()
            && member.operation().get().op() instanceof Op.Conv conv
            && Slot.isDepthwise(conv);
    return depthwise ? "depthwise" : member.attribute();
  }

  private static boolean addsItsInput(Part group) {
    Part last = group.members().get(group.members().size() - 1);
    return !last.isGroup()
        && last.operation().get().op() instanceof Op.Add
        && last.inputs().stream().anyMatch(group.inputs()::contains);
  }

  /** The common first words of their names; a number at the end of a word only counts. */
  private static List<String> commonWords(List<Part> alike) {
    Set<String> names = new LinkedHashSet<>();
    for (Part part : alike) {
      String own = part.place().substring(part.place().lastIndexOf('.') + 1);
      names.add(own.replaceAll("^([A-Za-z]+)\\d+$", "$1"));
    }
    List<String> common = null;
    for (String name : names) {
      List<String> words = List.of(name.split("_+"));
      if (common == null) {
        common = words;
      }
      int same = 0;
      while (same < Math.min(common.size(), words.size())
          && common.get(same).equals(words.get(same))) {
        same++;
      }
      common = common.subList(0, same);
    }
    return common;
  }

  private static String capitalised(String word) {
    String letters = word.replaceAll("[^A-Za-z0-9]", "");
    return letters.isEmpty() ? "" : Character.toUpperCase(letters.charAt(0)) + letters.substring(1);
  }

  private boolean halves(Part part) {
    return plan.shapes().get(part.inputs().get(0)).height()
        > plan.shapes().get(part.output()).height();
  }
}

package io.espalier.export.pytorch;

import io.espalier.plan.Node;
import io.espalier.plan.Plan;
import io.espalier.plan.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names of a plan's nodes as PyTorch modules: their paths if Python and {@code nn.Module} allow
 * these as names, otherwise something similar.
 */
public final class TorchNames {

  /** Python keywords, and attributes that every module has. */
  private static final Set<String> TAKEN =
      Set.of(
          ("False None True and as assert async await break class continue def del elif else except"
                  + " finally for from global if import in is lambda nonlocal not or pass raise"
                  + " return try while with yield self"
                  + " T_destination add_module append apply bfloat16 buffers call_super_init"
                  + " children clear compile cpu cuda double dump_patches eval extend extra_repr"
                  + " float forward get_buffer get_extra_state get_parameter get_submodule half"
                  + " insert ipu items keys load_state_dict modules mtia named_buffers"
                  + " named_children named_modules named_parameters parameters pop"
                  + " register_backward_hook register_buffer register_forward_hook"
                  + " register_module register_parameter requires_grad_ set_extra_state"
                  + " set_submodule share_memory state_dict to to_empty train training type update"
                  + " values xpu zero_grad")
              .split(" "));

  private final List<List<String>> names = new ArrayList<>();
  private final Map<String, String> tensors = new LinkedHashMap<>();

  private TorchNames() {}

  /** The names of a plan; always the same for the same plan. */
  public static TorchNames of(Plan plan) {
    TorchNames made = new TorchNames();
    Set<String> groups = new HashSet<>();
    for (Node node : plan.nodes()) {
      for (int dot = node.path().indexOf('.'); dot >= 0; dot = node.path().indexOf('.', dot + 1)) {
        groups.add(node.path().substring(0, dot));
      }
    }
    Map<String, String> known = new HashMap<>();
    Set<String> used = new HashSet<>();
    for (Node node : plan.nodes()) {
      List<String> name = made.name(node.path(), groups, known, used);
      made.names.add(name);
      for (Tensor tensor : node.op().tensors()) {
        made.tensors.put(
            node.path() + "." + tensor.name(), String.join(".", name) + "." + tensor.name());
      }
    }
    return made;
  }

  private List<String> name(
      String path, Set<String> groups, Map<String, String> known, Set<String> used) {
    List<String> name = new ArrayList<>();
    String[] components = path.split("\\.", -1);
    String raw = "";
    for (int c = 0; c < components.length; c++) {
      raw = c == 0 ? components[0] : raw + "." + components[c];
      // An operation cannot have the same name as a group of others.
      boolean clashes = c == components.length - 1 && groups.contains(raw);
      String key = clashes ? raw + "." : raw;
      String above = String.join(".", name);
      String component = components[c];
      String chosen = known.computeIfAbsent(key, unknown -> free(above, clashes, component, used));
      name.add(chosen);
    }
    return List.copyOf(name);
  }

  private static String free(String above, boolean clashes, String component, Set<String> used) {
    String name = component.replaceAll("[^A-Za-z0-9_]", "_");
    name = name.isEmpty() || Character.isDigit(name.charAt(0)) ? "_" + name : name;
    name = clashes || TAKEN.contains(name) ? name + "_" : name;
    while (!used.add(above + "." + name)) {
      name += "_";
    }
    return name;
  }

  /** The names of the modules from the outermost to that of node {@code index}. */
  List<String> node(int index) {
    return names.get(index);
  }

  /** The plan's tensors: from their full names to those in the generated program's state. */
  public Map<String, String> tensors() {
    return tensors;
  }
}

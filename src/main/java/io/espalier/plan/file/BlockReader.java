package io.espalier.plan.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the use of a block: its name, or a mapping of its name to its settings, and, beside the
 * name, {@code strided} in the steps of another block.
 *
 * @param file the whole file
 * @param own blocks that the file defines, by their names; the later ones may use the earlier
 */
record BlockReader(SpaceSection file, Map<String, JsonNode> own) {

  /** How deep blocks may use others, which a block cannot exceed unless it uses itself. */
  private static final int DEEPEST = 8;

  private static final Set<String> BESIDE = Set.of("strided");

  /** The name of the block in a use; empty if it has none. */
  static String name(JsonNode use) {
    if (use.isTextual()) {
      return use.textValue();
    }
    Set<String> names = new LinkedHashSet<>();
    use.fieldNames().forEachRemaining(names::add);
    names.removeAll(BESIDE);
    return names.size() == 1 ? names.iterator().next() : "";
  }

  Block read(SpaceSection section, String key, JsonNode use, Scope scope) {
    if (use.isTextual()) {
      return read(section, key, use.textValue(), section.empty(section.path(key)), scope);
    }
    if (use instanceof ObjectNode mapping) {
      String name = name(use);
      if (!name.isEmpty()) {
        JsonNode settings = mapping.get(name);
        String at = key + "." + name;
        SpaceSection inner =
            settings.isNull()
                ? section.empty(section.path(at))
                : section.section(settings, at, "a section with the settings of the block");
        return read(section, at, name, inner, scope);
      }
    }
    throw section.wrong(
        key, use, "the name of a block, or one name with its settings: 'conv: {kernel: 3}'");
  }

  private Block read(
      SpaceSection section, String key, String name, SpaceSection settings, Scope scope) {
    Scope owning = scope.owning(settings.names("own", Scope.MOST_OPTIONS));
    Optional<BlockKind> kind = BlockKinds.ALL.find(name);
    Block block;
    if (own.containsKey(name)) {
      if (scope.depth() >= DEEPEST) {
        throw section.error(key, "blocks use each other more than %d deep".formatted(DEEPEST));
      }
      SpaceSection definition =
          file.section(own.get(name), "blocks." + name, "a section with the steps of the block");
      Optional<Pickable<Width>> width = ConvBlock.width(settings, owning);
      Optional<Pickable<Integer>> stride = ConvBlock.stride(settings, owning);
      Block steps = SequenceBlock.read(definition, settings, owning.deeper(), this);
      block =
          (net, path, input, fit) ->
              steps.add(net, path, input, fit.with(width, stride, net, net.channels(input)));
    } else if (kind.isPresent()) {
      block = kind.get().reader().read(settings, owning);
    } else {
      Set<String> known = new LinkedHashSet<>(own.keySet());
      known.addAll(BlockKinds.ALL.names());
      throw section.unknown("block", key, name, known);
    }
    settings.finish();
    return block;
  }
}

package io.espalier.plan.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.espalier.space.Choice;
import io.espalier.space.ConditionalSpace.Condition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a block stands: how choices made there are called, when they have an effect, and which of
 * them are made once for the whole stage.
 *
 * @param choices the choices of the space
 * @param name the name of the layer in its choices
 * @param stage the name of the stage in choices made once
 * @param same the keys whose choice is made once for the stage
 * @param own the keys whose options have weights of their own
 * @param condition when the block is part of the network
 * @param parameters the parameters of the block around it, by their names
 * @param conventions what holds for the whole file
 * @param depth how many blocks of the file's own are around it
 */
record Scope(
    ChoiceList choices,
    String name,
    String stage,
    Set<String> same,
    Set<String> own,
    Optional<Condition> condition,
    Map<String, Pickable<JsonNode>> parameters,
    Conventions conventions,
    int depth) {

  static final int MOST_OPTIONS = 64;

  /**
   * A stage, or what is outside of all.
   *
   * @param stage its name; may be empty
   */
  static Scope of(
      ChoiceList choices,
      String stage,
      Set<String> same,
      Set<String> own,
      Conventions conventions) {
    return new Scope(choices, stage, stage, same, own, Optional.empty(), Map.of(), conventions, 0);
  }

  /** The value of a key, or a choice between several where a list stands. */
  <T> Pickable<T> pick(SpaceSection section, String key, Kind<T> kind, T otherwise) {
    return section
        .value(key)
        .map(value -> pick(section, key, value, kind))
        .orElse(Pickable.given(otherwise));
  }

  /** As above, of a key that must be given. */
  <T> Pickable<T> pick(SpaceSection section, String key, Kind<T> kind) {
    JsonNode value = section.value(key).orElseThrow(() -> section.missing(key));
    return pick(section, key, value, kind);
  }

  private <T> Pickable<T> pick(SpaceSection section, String key, JsonNode value, Kind<T> kind) {
    return pickNode(section, key, value).map(node -> section.read(node, kind, key));
  }

  /** A parameter of a block of one's own. */
  Pickable<JsonNode> pickNode(SpaceSection section, String key, JsonNode value) {
    if (value.isTextual() && value.textValue().startsWith("$")) {
      String parameter = value.textValue().substring(1);
      return Optional.ofNullable(parameters.get(parameter))
          .orElseThrow(() -> section.unknown("parameter", key, parameter, parameters.keySet()));
    }
    if (!(value instanceof ArrayNode array)) {
      return Pickable.given(value);
    }
    List<JsonNode> values = new ArrayList<>();
    array.forEach(values::add);
    Set<String> options = new LinkedHashSet<>();
    values.forEach(option -> options.add(key + "_" + option.asText()));
    if (values.isEmpty()
        || values.size() > MOST_OPTIONS
        || options.size() < values.size()
        || !values.stream().allMatch(JsonNode::isValueNode)) {
      throw section.wrong(
          key, value, "one value, or a list of up to %d different ones".formatted(MOST_OPTIONS));
    }
    if (values.size() == 1) {
      return Pickable.given(values.get(0));
    }
    return new Pickable<>(add(section, key, List.copyOf(options), values), values);
  }

  private int add(SpaceSection section, String key, List<String> options, List<JsonNode> values) {
    Optional<Integer> largest = own.contains(key) ? Optional.empty() : largest(key, values);
    boolean once = same.contains(key);
    String called = ((once ? stage : name) + " " + key).strip();
    Optional<Integer> made = choices.find(called);
    if (made.isPresent()) {
      if (!once || !choices.choices().get(made.get()).options().equals(options)) {
        throw section.error(
            key, "there is a choice called '%s' already, with other options".formatted(called));
      }
      return made.get();
    }
    return choices.add(
        new ChoiceList.Entry(
            Choice.one(called, options),
            once ? Optional.empty() : condition,
            largest,
            stage,
            once ? "" : layer()));
  }

  private static Optional<Integer> largest(String key, List<JsonNode> values) {
    if (!values.stream().allMatch(JsonNode::isNumber)) {
      return Optional.empty();
    }
    // Strides have no weights; the smallest leaves most pixels.
    double sign = key.equals("stride") ? -1 : 1;
    int largest = 0;
    for (int n = 1; n < values.size(); n++) {
      double more = values.get(n).doubleValue() - values.get(largest).doubleValue();
      largest = sign * more > 0 ? n : largest;
    }
    return Optional.of(largest);
  }

  /** Whether the options of a key have weights of their own. */
  boolean hasOwnWeights(String key) {
    return own.contains(key);
  }

  /** The choice between operations of the layer. */
  int choice(List<String> labels) {
    return choices.add(
        new ChoiceList.Entry(
            Choice.one(name, labels), condition, Optional.empty(), stage, layer()));
  }

  /** The name of the layer, without the operation; empty for the stage itself. */
  private String layer() {
    String layer = name.split(" ", 2)[0];
    return layer.equals(stage) ? "" : layer;
  }

  /** Whether a choice is made once for the stage. */
  boolean isSame(String key) {
    return same.contains(key);
  }

  /** The choice of operations that the whole stage makes once. */
  int sharedChoice(SpaceSection section, List<String> labels) {
    String called = (stage + " operations").strip();
    Optional<Integer> made = choices.find(called);
    if (made.isPresent() && !choices.choices().get(made.get()).options().equals(labels)) {
      throw section.error("", "layers that make one choice must have the same operations");
    }
    return made.orElseGet(
        () ->
            choices.add(
                new ChoiceList.Entry(
                    Choice.one(called, labels), Optional.empty(), Optional.empty(), stage, "")));
  }

  /** A layer of the stage. */
  Scope layer(String layerName, Optional<Condition> when) {
    return changed(layerName, own, when, parameters, depth);
  }

  /** A part of the block that exists under a condition only. */
  Scope under(String part, Condition narrower) {
    return changed(name + " " + part, own, Optional.of(narrower), parameters, depth);
  }

  /** Steps of the block with these parameters. */
  Scope with(Map<String, Pickable<JsonNode>> inner) {
    return changed(name, own, condition, new LinkedHashMap<>(inner), depth);
  }

  /** The inside of a block of the file's own. */
  Scope deeper() {
    return changed(name, own, condition, parameters, depth + 1);
  }

  /** The same block with more keys whose options have weights of their own. */
  Scope owning(List<String> keys) {
    Set<String> all = new LinkedHashSet<>(own);
    all.addAll(keys);
    return changed(name, all, condition, parameters, depth);
  }

  private Scope changed(
      String called,
      Set<String> owned,
      Optional<Condition> when,
      Map<String, Pickable<JsonNode>> given,
      int nested) {
    return new Scope(choices, called, stage, same, owned, when, given, conventions, nested);
  }
}

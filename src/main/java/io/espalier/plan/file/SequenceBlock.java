package io.espalier.plan.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A block that a file puts together from others.
 *
 * @param steps the blocks, one after another
 * @param shortcut blocks beside them, whose output is added; empty if there are none
 * @param residual whether the input is added where the shape stays
 */
record SequenceBlock(List<Step> steps, List<Step> shortcut, boolean residual) implements Block {

  private static final int MOST_STEPS = 32;

  /**
   * A part of it.
   *
   * @param strided whether it takes the stride of the whole block
   */
  private record Step(Block block, boolean strided) {}

  /**
   * Reads a use of a block.
   *
   * @param definition what the file defines
   * @param use the values that it gives to parameters
   */
  static SequenceBlock read(
      SpaceSection definition, SpaceSection use, Scope scope, BlockReader reader) {
    Map<String, Pickable<JsonNode>> parameters = new LinkedHashMap<>();
    definition
        .section("parameters")
        .ifPresent(
            section ->
                section
                    .entries()
                    .forEach(
                        (name, standard) ->
                            parameters.put(
                                name,
                                scope.pickNode(use, name, use.value(name).orElse(standard)))));
    Scope inner = scope.with(parameters);
    List<Step> steps = steps(definition, "steps", inner, reader);
    if (steps.isEmpty()) {
      throw definition.missing("steps");
    }
    List<Step> shortcut = steps(definition, "shortcut", inner, reader);
    boolean residual = definition.value("residual", Kind.FLAG, false);
    definition.finish();
    return new SequenceBlock(steps, shortcut, residual);
  }

  private static List<Step> steps(
      SpaceSection definition, String part, Scope scope, BlockReader reader) {
    List<Step> steps = new ArrayList<>();
    definition
        .list(part, MOST_STEPS)
        .forEach(
            (key, value) -> {
              boolean strided = value.path("strided").asBoolean(false);
              steps.add(new Step(reader.read(definition, key, value, scope), strided));
            });
    return List.copyOf(steps);
  }

  @Override
  public int add(Assembly net, String path, int input, Fit fit) {
    int x = add(net, path + ".step", input, fit, steps);
    if (!shortcut.isEmpty()) {
      int beside = add(net, path + ".shortcut", input, fit, shortcut);
      return net.layers().sum(path + ".sum", List.of(beside, x));
    }
    boolean keepsShape = fit.stride() == 1 && net.channels(input) == net.channels(x);
    return residual && keepsShape ? net.layers().sum(path + ".sum", List.of(input, x)) : x;
  }

  private static int add(Assembly net, String path, int input, Fit fit, List<Step> steps) {
    int x = input;
    for (int n = 0; n < steps.size(); n++) {
      Step step = steps.get(n);
      Fit inner = new Fit(fit.width(), step.strided() ? fit.stride() : 1);
      x = step.block().add(net, path + n, x, inner);
    }
    return x;
  }
}

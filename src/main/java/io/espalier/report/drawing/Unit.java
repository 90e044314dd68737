package io.espalier.report.drawing;

import io.espalier.plan.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A part of a network that is drawn separately: the stem, a cell, a layer.
 *
 * @param path its name, for example {@code stage0.cell1}
 * @param boxes its boxes; their inputs are indices into this list or, for inputs from outside, -1
 *     for the first one, -2 for the second
 * @param outside the number of inputs from outside
 * @param output the shape of its output
 */
record Unit(String path, List<Box> boxes, int outside, Shape output) {

  /** The units of a network in their order. */
  static List<Unit> of(List<Box> boxes) {
    Map<String, List<Integer>> members = new LinkedHashMap<>();
    for (int b = 0; b < boxes.size(); b++) {
      members.computeIfAbsent(boxes.get(b).unit(), u -> new ArrayList<>()).add(b);
    }
    List<Unit> units = new ArrayList<>();
    members.forEach((path, indices) -> units.add(unit(path, indices, boxes)));
    return units;
  }

  private static Unit unit(String path, List<Integer> indices, List<Box> all) {
    List<Integer> outside = new ArrayList<>();
    List<Box> boxes = new ArrayList<>();
    for (int index : indices) {
      Box box = all.get(index);
      List<Integer> inputs = new ArrayList<>();
      for (int input : box.inputs()) {
        int inside = indices.indexOf(input);
        if (inside < 0 && !outside.contains(input)) {
          outside.add(input);
        }
        inputs.add(inside >= 0 ? inside : -1 - outside.indexOf(input));
      }
      boxes.add(new Box(box.path(), box.label(), box.detail(), box.kind(), inputs, box.output()));
    }
    Shape output = boxes.get(boxes.size() - 1).output();
    return new Unit(path, boxes, outside.size(), output);
  }

  /** The stage it belongs to; empty if it belongs to none. */
  String stage() {
    int dot = path.indexOf('.');
    return dot < 0 ? "" : path.substring(0, dot);
  }

  /** The kind of unit: {@code cell}, {@code reduction}, {@code stem}. */
  String kind() {
    return PlanOutline.withoutNumber(path.substring(path.indexOf('.') + 1));
  }

  /**
   * A description of its structure, regardless of width and place: equal for units of the same
   * structure.
   */
  String structure() {
    StringBuilder text = new StringBuilder(kind());
    for (Box box : boxes) {
      String place = box.path().substring(Math.min(path.length(), box.path().length()));
      text.append('\n').append(place).append(' ').append(box.detail()).append(box.inputs());
    }
    return text.toString();
  }
}

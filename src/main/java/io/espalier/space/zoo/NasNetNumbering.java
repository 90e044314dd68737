package io.espalier.space.zoo;

import java.util.ArrayList;
import java.util.List;

/** Finds the numbering of a cell's nodes that makes the picks, read node by node, smallest. */
final class NasNetNumbering {

  private static final int OPERATIONS = NasNetSpace.OPERATIONS.size();
  private static final int CELL_INPUTS = 2;

  private final List<List<Integer>> cell;

  /** The new state of each old one; negative while it has none. */
  private final int[] renumbered;

  private NasNetNumbering(List<List<Integer>> cell) {
    this.cell = cell;
    this.renumbered = new int[cell.size() + CELL_INPUTS];
    for (int state = 0; state < renumbered.length; state++) {
      renumbered[state] = state < CELL_INPUTS ? state : -1;
    }
  }

  static List<List<Integer>> smallest(List<List<Integer>> cell) {
    return new NasNetNumbering(cell).complete(new ArrayList<>());
  }

  /** The smallest numbering of the remaining nodes after those in {@code numbered}. */
  private List<List<Integer>> complete(List<List<Integer>> numbered) {
    if (numbered.size() == cell.size()) {
      return List.copyOf(numbered);
    }
    List<List<Integer>> best = null;
    for (int node = 0; node < cell.size(); node++) {
      if (renumbered[node + CELL_INPUTS] >= 0 || !inputsNumbered(node)) {
        continue;
      }
      numbered.add(picksOf(node));
      renumbered[node + CELL_INPUTS] = numbered.size() - 1 + CELL_INPUTS;
      List<List<Integer>> candidate = complete(numbered);
      renumbered[node + CELL_INPUTS] = -1;
      numbered.remove(numbered.size() - 1);
      if (best == null || compare(candidate, best) < 0) {
        best = candidate;
      }
    }
    return best;
  }

  private boolean inputsNumbered(int node) {
    return cell.get(node).stream().allMatch(option -> renumbered[option / OPERATIONS] >= 0);
  }

  private List<Integer> picksOf(int node) {
    return cell.get(node).stream()
        .map(option -> renumbered[option / OPERATIONS] * OPERATIONS + option % OPERATIONS)
        .sorted()
        .toList();
  }

  private static int compare(List<List<Integer>> a, List<List<Integer>> b) {
    for (int node = 0; node < a.size(); node++) {
      for (int k = 0; k < a.get(node).size(); k++) {
        int difference = Integer.compare(a.get(node).get(k), b.get(node).get(k));
        if (difference != 0) {
          return difference;
        }
      }
    }
    return 0;
  }
}

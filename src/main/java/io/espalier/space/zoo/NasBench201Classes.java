package io.espalier.space.zoo;

import io.espalier.space.Architecture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The isomorphism classes of NAS-Bench-201, found by writing out each output as a sum.
 *
 * <p>The published number of classes depends on one particular notation: a skip passes on its
 * source's sum as one piece of text, pieces are sorted alphabetically, and zero is a character that
 * sorts before the parenthesis of an operation. With another alphabet different sums coincide, and
 * there are up to 18 more classes.
 */
final class NasBench201Classes {

  private static final String ZERO = "#";
  private static final int NODES = 4;

  /** Holds the table, built on first use: 15,625 sums, about 20 ms. */
  private static final class Table {
    /** The smallest member of each architecture's class, in the order of their picks. */
    static final List<Architecture> SMALLEST = build();

    private static List<Architecture> build() {
      int edges = NasBench201Space.EDGES.size();
      int operations = NasBench201Space.OPERATIONS.size();
      Map<String, Architecture> bySum = new HashMap<>();
      List<Architecture> smallest = new ArrayList<>();
      int[] picks = new int[edges];
      while (true) {
        Architecture architecture = Architecture.of(NasBench201Space.NAME, picks);
        Architecture first = bySum.putIfAbsent(sum(architecture), architecture);
        smallest.add(first == null ? architecture : first);
        int e = edges - 1;
        while (e >= 0 && picks[e] == operations - 1) {
          picks[e--] = 0;
        }
        if (e < 0) {
          return List.copyOf(smallest);
        }
        picks[e]++;
      }
    }
  }

  private NasBench201Classes() {}

  static Architecture smallest(Architecture architecture) {
    int index = 0;
    for (int e = 0; e < NasBench201Space.EDGES.size(); e++) {
      index = index * NasBench201Space.OPERATIONS.size() + architecture.pick(e);
    }
    return Table.SMALLEST.get(index);
  }

  /** The output as a sum of nested terms, the summands of each node in alphabetical order. */
  private static String sum(Architecture architecture) {
    List<List<String>> summands = new ArrayList<>(NODES);
    for (int node = 0; node < NODES; node++) {
      summands.add(new ArrayList<>());
    }
    summands.get(0).add("x");
    for (int e = 0; e < NasBench201Space.EDGES.size(); e++) {
      NasBench201Space.Edge edge = NasBench201Space.EDGES.get(e);
      // Edges are in the order of their targets, so the source has all its summands by now.
      String source = join(summands.get(edge.from()));
      summands.get(edge.to()).add(term(architecture.pick(e), source));
    }
    return join(summands.get(NODES - 1));
  }

  private static String term(int operation, String source) {
    if (operation == NasBench201Space.NONE || source.equals(ZERO)) {
      return ZERO;
    }
    return operation == NasBench201Space.SKIP_CONNECT ? source : "(" + source + ")" + operation;
  }

  private static String join(List<String> summands) {
    List<String> sorted = new ArrayList<>(summands);
    Collections.sort(sorted);
    return String.join("+", sorted);
  }
}

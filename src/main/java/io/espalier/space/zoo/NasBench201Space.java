package io.espalier.space.zoo;

import io.espalier.error.InputError;
import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.PathFeatures;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * NAS-Bench-201 (Dong and Yang, "NAS-Bench-201: Extending the Scope of Reproducible Neural
 * Architecture Search", ICLR 2020): a cell of four nodes, an operation on each of its six edges;
 * 5<sup>6</sup> = 15,625 architectures.
 */
public final class NasBench201Space implements SearchSpace {

  /** The name of this space. */
  public static final String NAME = "nasbench201";

  /** Option: no edge. */
  public static final int NONE = 0;

  /** Option: the source itself. */
  public static final int SKIP_CONNECT = 1;

  /** The operations, in the order of their bits. */
  public static final List<String> OPERATIONS =
      List.of("none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3");

  /** The edges in the order of the choices and of the published strings: target by target. */
  public static final List<Edge> EDGES =
      List.of(
          new Edge(0, 1),
          new Edge(0, 2),
          new Edge(1, 2),
          new Edge(0, 3),
          new Edge(1, 3),
          new Edge(2, 3));

  private static final List<Choice> CHOICES =
      EDGES.stream()
          .map(edge -> Choice.one("edge %d>%d".formatted(edge.from(), edge.to()), OPERATIONS))
          .toList();

  /** An edge of the cell; node 0 is its input, node 3 its output. */
  public record Edge(int from, int to) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Choice> choices() {
    return CHOICES;
  }

  /**
   * The smallest member, in the order of picks, of the architecture's isomorphism class as the
   * paper counts classes: 6,466.
   *
   * <p>Two architectures are in the same class if their outputs are written as the same sum: edges
   * with {@code none} give zero, as does every operation on a node whose only edge gives zero; a
   * skip passes on its source; the order of summands does not matter. The rule is the paper's and
   * conservative: zero summands count, and sums that a skip passes on are not expanded. Simplifying
   * these as well would leave 4,930 classes.
   */
  @Override
  public Architecture canonical(Architecture architecture) {
    checkFits(architecture);
    return NasBench201Classes.smallest(architecture);
  }

  /** Paths, and counts of operations on them. */
  @Override
  public Optional<PathFeatures> pathFeatures() {
    return Optional.of(NasBench201PathFeatures.TRAITS);
  }

  /**
   * Reads a string as the benchmark writes it, {@code
   * |nor_conv_3x3~0|+|none~0|skip_connect~1|+|none~0|none~1|avg_pool_3x3~2|}.
   *
   * @throws InputError if it is not of that form or names an unknown operation
   */
  public Architecture parsePublished(String text) {
    List<String> parts = new ArrayList<>();
    for (String part : text.strip().split("[|+]+", -1)) {
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    int[] picks = new int[EDGES.size()];
    for (int e = 0; e < picks.length; e++) {
      String source = "~" + EDGES.get(e).from();
      if (parts.size() != picks.length || !parts.get(e).endsWith(source)) {
        throw new InputError(
            "'%s' is no NAS-Bench-201 architecture; it looks like %s"
                .formatted(text, text(Architecture.of(NAME, 3, 0, 1, 0, 0, 4))));
      }
      String operation = parts.get(e).substring(0, parts.get(e).length() - source.length());
      picks[e] = OPERATIONS.indexOf(operation);
      if (picks[e] < 0) {
        throw InputError.unknown("operation", operation, OPERATIONS);
      }
    }
    return Architecture.of(NAME, picks);
  }

  /** The published string. */
  @Override
  public Optional<String> published(Architecture architecture) {
    checkFits(architecture);
    return Optional.of(text(architecture));
  }

  @Override
  public Optional<Architecture> readPublished(String text) {
    return text.startsWith("|") ? Optional.of(parsePublished(text)) : Optional.empty();
  }

  private static String text(Architecture architecture) {
    StringBuilder text = new StringBuilder();
    for (int e = 0; e < EDGES.size(); e++) {
      Edge edge = EDGES.get(e);
      text.append(edge.from() > 0 ? "" : edge.to() > 1 ? "+|" : "|");
      text.append(OPERATIONS.get(architecture.pick(e))).append('~').append(edge.from()).append('|');
    }
    return text.toString();
  }
}

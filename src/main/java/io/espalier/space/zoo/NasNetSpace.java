package io.espalier.space.zoo;

import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;

/**
 * The NASNet-like space on which LaNAS searches one-shot (Wang et al., "Sample-Efficient Neural
 * Architecture Search by Learning Actions for Monte Carlo Tree Search", TPAMI 2021): a normal and a
 * reduction cell of five nodes each; a node adds up 2 of the (i+2) * 4 combinations of an earlier
 * state and an operation.
 *
 * <p>States 0 and 1 are the outputs of the two cells before, state i+2 is node i. The mask has 160
 * bits: normal cell, then reduction cell; in each its nodes, in each node its states, in each state
 * the four {@link #OPERATIONS}.
 */
public final class NasNetSpace implements SearchSpace {

  /** The name of this space. */
  public static final String NAME = "nasnet";

  /** Nodes of a cell. */
  public static final int NODES = 5;

  /** The pairs of state and operation that a node adds up. */
  public static final int PICKS = 2;

  /** The kinds of cell, in the order of their choices. */
  public static final List<String> CELLS = List.of("normal", "reduction");

  /** The operations, in the order of their bits. */
  public static final List<String> OPERATIONS =
      List.of("max_pool_3x3", "skip_connect", "sep_conv_3x3", "sep_conv_5x5");

  private static final List<Choice> CHOICES = listChoices();

  private static List<Choice> listChoices() {
    List<Choice> choices = new ArrayList<>();
    for (String cell : CELLS) {
      for (int node = 0; node < NODES; node++) {
        List<String> options = new ArrayList<>();
        for (int state = 0; state < node + 2; state++) {
          for (String operation : OPERATIONS) {
            options.add("%s of state %d".formatted(operation, state));
          }
        }
        choices.add(new Choice("%s node %d".formatted(cell, node), options, PICKS));
      }
    }
    return List.copyOf(choices);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Choice> choices() {
    return CHOICES;
  }

  /**
   * Each cell with its nodes numbered so that the picks, read in order, are smallest. The nodes'
   * outputs are joined in order, so renumbering them only permutes channels.
   */
  @Override
  public Architecture canonical(Architecture architecture) {
    checkFits(architecture);
    List<List<Integer>> picks = new ArrayList<>(CHOICES.size());
    for (int cell = 0; cell < CELLS.size(); cell++) {
      picks.addAll(
          NasNetNumbering.smallest(architecture.picks().subList(cell * NODES, (cell + 1) * NODES)));
    }
    return new Architecture(NAME, picks);
  }
}

package io.espalier.space.zoo;

import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Recurrent cells for language models, as in ENAS (Pham et al., ICML 2018, section 2.1) and DARTS
 * (Liu et al., ICLR 2019, section 3.1.2): eight nodes, each of which applies an activation to a
 * linear map of one earlier state.
 *
 * <p>State 0 is computed from the token and the cell's memory; state i is the output of node i. The
 * mask has 144 bits: for each node its earlier states, for each of these the four {@link
 * #ACTIVATIONS}. There are 4<sup>8</sup> * 8! = 2,642,411,520 encodings.
 */
public final class RecurrentSpace implements SearchSpace {

  /** The name of this space. */
  public static final String NAME = "recurrent";

  /** Nodes of a cell. */
  public static final int NODES = 8;

  /** The activations, in the order of their bits. */
  public static final List<String> ACTIVATIONS = List.of("tanh", "relu", "sigmoid", "identity");

  private static final List<Choice> CHOICES =
      IntStream.rangeClosed(1, NODES)
          .mapToObj(node -> Choice.one("node " + node, options(node)))
          .toList();

  private static List<String> options(int node) {
    List<String> options = new ArrayList<>();
    for (int state = 0; state < node; state++) {
      for (String activation : ACTIVATIONS) {
        options.add("%s of state %d".formatted(activation, state));
      }
    }
    return options;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Choice> choices() {
    return CHOICES;
  }

  /** The state that a node, counted from 1, reads. */
  public static int state(Architecture architecture, int node) {
    return architecture.pick(node - 1) / ACTIVATIONS.size();
  }

  /** The activation of a node, counted from 1, by its place in {@link #ACTIVATIONS}. */
  public static int activation(Architecture architecture, int node) {
    return architecture.pick(node - 1) % ACTIVATIONS.size();
  }

  /**
   * Each node reads one state, so a cell is a tree; its nodes may be numbered in any order in which
   * each comes after the one it reads. The canonical order is depth first, with equal branches in a
   * fixed order.
   */
  @Override
  public Architecture canonical(Architecture architecture) {
    checkFits(architecture);
    List<Integer> picks = new ArrayList<>();
    number(tree(architecture, 0), 0, picks);
    return Architecture.of(NAME, picks.stream().mapToInt(Integer::intValue).toArray());
  }

  /**
   * A state with the nodes that read it.
   *
   * @param text the same for all trees that differ in the order of their branches only
   */
  private record Tree(int activation, List<Tree> branches, String text) {}

  private static Tree tree(Architecture architecture, int state) {
    List<Tree> branches =
        IntStream.rangeClosed(state + 1, NODES)
            .filter(node -> state(architecture, node) == state)
            .mapToObj(node -> tree(architecture, node))
            .sorted(Comparator.comparing(Tree::text))
            .toList();
    int activation = state == 0 ? 0 : activation(architecture, state);
    StringBuilder text = new StringBuilder().append(activation).append('(');
    branches.forEach(branch -> text.append(branch.text));
    return new Tree(activation, branches, text.append(')').toString());
  }

  private static void number(Tree tree, int state, List<Integer> picks) {
    for (Tree branch : tree.branches) {
      picks.add(state * ACTIVATIONS.size() + branch.activation);
      number(branch, picks.size(), picks);
    }
  }
}

package io.espalier.search.lanas;

import io.espalier.search.surrogate.Proposer;
import io.espalier.search.surrogate.Surrogate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Judges of leaves that know the leaf's own samples alone. They hold until the tree is fitted anew;
 * hyperparameters are handed on to the next leaf of the same name.
 */
final class LeafModels {

  private final Supplier<Surrogate> ignorant;
  private final Function<Surrogate, Proposer> proposers;
  private final Map<String, Model> models = new HashMap<>();

  /** The last surrogate of each leaf, by its name. */
  private final Map<String, Surrogate> predecessors = new HashMap<>();

  /**
   * What judges the candidates of a leaf.
   *
   * @param leaf the leaf
   * @param surrogate what learned from its samples
   * @param proposer takes candidates by what that expects
   */
  record Model(TreeNode leaf, Surrogate surrogate, Proposer proposer) {}

  /**
   * No models yet.
   *
   * @param ignorant makes a surrogate that knows nothing
   * @param proposers makes what proposes by a surrogate
   */
  LeafModels(Supplier<Surrogate> ignorant, Function<Surrogate, Proposer> proposers) {
    this.ignorant = ignorant;
    this.proposers = proposers;
  }

  /** Forgets the models: the tree is another. */
  void clear() {
    models.clear();
  }

  /**
   * The model of {@code leaf}.
   *
   * @param pending the bits of all that is being estimated
   */
  Model of(TreeNode leaf, Collection<int[]> pending) {
    return models.computeIfAbsent(
        leaf.name(),
        name -> {
          Surrogate surrogate = ignorant.get();
          Surrogate before = predecessors.put(name, surrogate);
          if (before != null) {
            surrogate.tuneAs(before);
          }
          leaf.samples().forEach(surrogate::add);
          surrogate.update(pending.stream().filter(leaf::contains).toList());
          return new Model(leaf, surrogate, proposers.apply(surrogate));
        });
  }

  /** Takes in a mask that is being estimated from now on. */
  void expect(int[] slots) {
    models.values().stream()
        .filter(model -> model.leaf().contains(slots))
        .forEach(model -> model.surrogate().expect(slots));
  }
}

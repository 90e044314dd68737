package io.espalier.search.lanas;

import io.espalier.search.surrogate.Proposer;
import io.espalier.search.surrogate.Surrogate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Models that judge a leaf's candidates by the leaf's own samples alone. They are kept until the
 * tree is refitted; hyperparameters are passed on to the next leaf of the same name.
 */
final class LeafModels {

  private final Supplier<Surrogate> ignorant;
  private final Function<Surrogate, Proposer> proposers;
  private final Map<String, Model> models = new HashMap<>();

  /** The last surrogate of each leaf, by its name. */
  private final Map<String, Surrogate> predecessors = new HashMap<>();

  /**
   * The model that judges the candidates of a leaf.
   *
   * @param leaf the leaf
   * @param surrogate the surrogate fitted to its samples
   * @param proposer chooses candidates by the surrogate's predictions
   */
  record Model(TreeNode leaf, Surrogate surrogate, Proposer proposer) {}

  /**
   * No models yet.
   *
   * @param ignorant creates an empty surrogate
   * @param proposers creates the proposer for a surrogate
   */
  LeafModels(Supplier<Surrogate> ignorant, Function<Surrogate, Proposer> proposers) {
    this.ignorant = ignorant;
    this.proposers = proposers;
  }

  /** Discards the models because the tree has changed. */
  void clear() {
    models.clear();
  }

  /**
   * The model of {@code leaf}.
   *
   * @param pending the bits of all pending architectures
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

  /** Takes in a mask whose estimate is pending from now on. */
  void expect(int[] slots) {
    models.values().stream()
        .filter(model -> model.leaf().contains(slots))
        .forEach(model -> model.surrogate().expect(slots));
  }
}

package io.espalier.search.surrogate;

import io.espalier.random.Seed;
import io.espalier.search.regression.Sample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * All samples, and those that are learned from: all of them until they exceed a size by a quarter;
 * then as many as that size are chosen (the best half, the youngest quarter and the rest at
 * random), and new ones join them until they exceed it by a quarter again. This keeps choosing,
 * after which everything is recomputed, rare.
 */
final class TrainingSet {

  private static final double SLACK = 1.25;

  private final int size;
  private final Seed seed;
  private final List<Sample> all = new ArrayList<>();
  private List<Sample> chosen = new ArrayList<>();
  private int seen;

  TrainingSet(int size, Seed seed) {
    this.size = size;
    this.seed = seed;
  }

  void add(Sample sample) {
    all.add(sample);
  }

  /** All samples, in the order in which they were added. */
  List<Sample> all() {
    return Collections.unmodifiableList(all);
  }

  /** The samples to learn from, as of the last update. */
  List<Sample> chosen() {
    return Collections.unmodifiableList(chosen);
  }

  /** Takes in new samples; returns whether the earlier choice was changed. */
  boolean update() {
    chosen.addAll(all.subList(seen, all.size()));
    seen = all.size();
    if (chosen.size() <= SLACK * size) {
      return false;
    }
    choose();
    return true;
  }

  private void choose() {
    List<Sample> rest = new ArrayList<>(all);
    rest.sort(Comparator.comparingDouble(Sample::score).reversed());
    List<Sample> best = List.copyOf(rest.subList(0, size / 2));
    rest = new ArrayList<>(all);
    rest.removeAll(Set.copyOf(best));
    List<Sample> youngest = rest.subList(rest.size() - size / 4, rest.size());
    Set<Sample> taken = new HashSet<>(best);
    taken.addAll(youngest);
    youngest.clear();
    Collections.shuffle(rest, new Random(seed.derive(all.size()).generator().nextLong()));
    taken.addAll(rest.subList(0, size - taken.size()));
    // In the order in which they were added, which no hash decides.
    chosen = new ArrayList<>(all);
    chosen.removeIf(sample -> !taken.contains(sample));
  }
}

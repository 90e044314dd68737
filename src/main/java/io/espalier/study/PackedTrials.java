package io.espalier.study;

import io.espalier.estimate.Estimate;
import io.espalier.estimate.Failure;
import io.espalier.estimate.Outcome;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.IntFunction;

/**
 * Trials, packed so that a million of them fit into memory. They are made anew whenever they are
 * asked for.
 */
final class PackedTrials {

  private final List<TrialBlock> blocks = new ArrayList<>();

  /** The number of trials before each block. */
  private final List<Integer> before = new ArrayList<>();

  private int size;

  int size() {
    return size;
  }

  /**
   * Adds the next trial.
   *
   * @param failure the end of its {@code why} that tells why it failed; may be empty
   */
  void add(Trial trial, String failure) {
    if (blocks.isEmpty() || !blocks.get(blocks.size() - 1).takes(trial.costs())) {
      append(new TrialBlock(List.copyOf(trial.costs().byColumn().keySet()), 16));
    }
    blocks.get(blocks.size() - 1).add(trial, failure);
    size++;
  }

  private void append(TrialBlock block) {
    blocks.add(block);
    before.add(size);
  }

  private <T> T at(int index, InBlock<T> what) {
    // Blocks hold at most so many, so the right one is this or a later one.
    int b = index / TrialBlock.MOST;
    while (b + 1 < before.size() && before.get(b + 1) <= index) {
      b++;
    }
    return what.of(blocks.get(b), index - before.get(b));
  }

  /** Something of the trial at an index of a block. */
  @FunctionalInterface
  private interface InBlock<T> {
    T of(TrialBlock block, int index);
  }

  /** The trials so far; later ones do not join this list. */
  List<Trial> trials() {
    return new Part<>(size, index -> at(index, TrialBlock::get));
  }

  /** The outcomes of the trials so far. */
  List<Outcome> outcomes(SearchSpace space) {
    return new Part<>(size, index -> at(index, (block, i) -> outcome(block, i, space)));
  }

  private static Outcome outcome(TrialBlock block, int index, SearchSpace space) {
    double score = block.score(index);
    Architecture architecture = Architecture.ofId(space.name(), block.architecture(index));
    return Double.isNaN(score)
        ? new Failure(architecture, block.failure(index).substring(Trials.FAILED.length()))
        : new Estimate(
            architecture,
            score,
            block.standardError(index),
            block.images(index),
            block.seconds(index));
  }

  /** A list whose elements are made when they are asked for. */
  private static final class Part<T> extends AbstractList<T> implements RandomAccess {
    private final int size;
    private final IntFunction<T> element;

    Part(int size, IntFunction<T> element) {
      this.size = size;
      this.element = element;
    }

    @Override
    public T get(int index) {
      return element.apply(Objects.checkIndex(index, size));
    }

    @Override
    public int size() {
      return size;
    }
  }

  /** A list of trials that cannot change; one of a table is not copied. */
  static List<Trial> immutable(List<Trial> trials) {
    return trials instanceof Part ? trials : List.copyOf(trials);
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(blocks.size());
    for (TrialBlock block : blocks) {
      block.write(out);
    }
  }

  /** What {@link #write} wrote. */
  static PackedTrials read(DataInputStream in) throws IOException {
    PackedTrials table = new PackedTrials();
    for (int count = in.readInt(); count > 0; count--) {
      TrialBlock block = TrialBlock.read(in);
      table.append(block);
      table.size += block.count();
    }
    return table;
  }
}

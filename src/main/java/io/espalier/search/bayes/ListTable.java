package io.espalier.search.bayes;

import io.espalier.search.BitLayout;
import io.espalier.space.Architecture;
import java.util.List;

/** The architectures of a space that is known by a list. */
final class ListTable implements CandidateTable {

  private final List<int[]> slots;

  ListTable(BitLayout layout, List<Architecture> listing) {
    this.slots = listing.stream().map(layout::slots).toList();
  }

  @Override
  public int size() {
    return slots.size();
  }

  @Override
  public int[] slots(int index) {
    return slots.get(index);
  }

  @Override
  public double[] means(GrowingProcess process) {
    return slots.stream().mapToDouble(process::mean).toArray();
  }
}

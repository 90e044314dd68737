package io.espalier.search;

import io.espalier.space.Architecture;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The architectures that were proposed and not told yet, with the bits of their masks. */
public final class UnderWay {

  private final BitLayout layout;
  private final Map<Architecture, int[]> byCanonical = new LinkedHashMap<>();

  /** None yet, of the space of a layout. */
  public UnderWay(BitLayout layout) {
    this.layout = layout;
  }

  /** Adds a proposed architecture; returns its bits. */
  public int[] add(Architecture architecture) {
    int[] slots = layout.slots(architecture);
    byCanonical.put(layout.space().canonical(architecture), slots);
    return slots;
  }

  /** Removes an architecture that was told, in whatever encoding; it need not be there. */
  public void remove(Architecture architecture) {
    byCanonical.remove(layout.space().canonical(architecture));
  }

  /** How many there are. */
  public int size() {
    return byCanonical.size();
  }

  /** The bits of each, in the order of the proposals; a view. */
  public Collection<int[]> slots() {
    return byCanonical.values();
  }
}

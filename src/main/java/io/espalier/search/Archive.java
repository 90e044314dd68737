package io.espalier.search;

import io.espalier.space.Architecture;
import io.espalier.space.ArchitectureSet;
import io.espalier.space.SearchSpace;

/** The architectures that were proposed or told, each representing all encodings of its network. */
public final class Archive {

  private final SearchSpace space;
  private final ArchitectureSet canonical = new ArchitectureSet();

  /** An empty archive. */
  public Archive(SearchSpace space) {
    this.space = space;
  }

  /** Records {@code architecture}; returns whether its canonical form is new. */
  public boolean add(Architecture architecture) {
    return canonical.add(space.canonical(architecture));
  }

  /** Whether an architecture of the same canonical form was added. */
  public boolean contains(Architecture architecture) {
    return canonical.contains(space.canonical(architecture));
  }

  /** As {@link #contains}, for an architecture that is known to be in canonical form. */
  public boolean containsCanonical(Architecture architecture) {
    return canonical.contains(architecture);
  }
}

package io.espalier.search;

import io.espalier.estimate.Outcome;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The proposals of a search, one after another. Each is recorded in the archive before the next is
 * made, and has random numbers of its own, which depend on the seed and on how many were made
 * before.
 */
public final class Proposals {

  private final Archive archive;
  private final Seed seed;
  private long made;

  /** Proposals to be made, with the seed of the search. */
  public Proposals(Archive archive, Seed seed) {
    this.archive = archive;
    this.seed = seed;
  }

  /** How many were made. */
  public long made() {
    return made;
  }

  /** Takes over proposals that were made elsewhere. */
  void restore(List<Outcome> told) {
    for (Outcome outcome : told) {
      archive.add(outcome.architecture());
    }
    made += told.size();
  }

  /**
   * Makes proposals.
   *
   * @param count the number wanted
   * @param next makes one; empty if nothing is left
   * @param recorded receives the architecture of each before the next is made
   * @return so many, or fewer if nothing is left
   */
  public List<Proposal> ask(
      int count,
      Function<RandomGenerator, Optional<Proposal>> next,
      Consumer<Architecture> recorded) {
    List<Proposal> proposals = new ArrayList<>(count);
    while (proposals.size() < count) {
      Optional<Proposal> proposal = next.apply(seed.derive(made).generator());
      if (proposal.isEmpty()) {
        break;
      }
      Architecture architecture = proposal.get().architecture();
      archive.add(architecture);
      recorded.accept(architecture);
      made++;
      proposals.add(proposal.get());
    }
    return proposals;
  }

  /** As above, recorded in the archive alone. */
  public List<Proposal> ask(int count, Function<RandomGenerator, Optional<Proposal>> next) {
    return ask(count, next, architecture -> {});
  }
}

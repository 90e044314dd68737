package io.espalier.bench;

import io.espalier.estimate.Estimate;
import io.espalier.estimate.Outcome;
import io.espalier.random.Seed;
import io.espalier.search.Proposal;
import io.espalier.search.Searcher;
import io.espalier.space.Mask;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Measures the cost of a searcher's proposals at given numbers of samples: asking, and telling the
 * outcome. Scores are made up: a random value for each option, with noise.
 */
public final class ProposalBench {

  private static final int BATCH = 10;

  private final Searcher searcher;
  private final SearchSpace space;
  private final RandomGenerator random;
  private final double[] worth;
  private int told;

  /** A bench of a fresh searcher. */
  public ProposalBench(Searcher searcher, SearchSpace space, Seed seed) {
    this.searcher = searcher;
    this.space = space;
    this.random = seed.generator();
    this.worth = random.doubles(space.bits()).toArray();
  }

  /** The cost of a proposal at {@code samples} samples; call with increasing numbers. */
  public Timing at(int samples) {
    while (told < samples) {
      turn(Math.min(BATCH, samples - told));
    }
    Meter meter = new Meter("proposal at %d samples".formatted(samples), "proposal");
    for (int n = 0; n < BATCH; n++) {
      meter.measure(1, () -> turn(1));
    }
    return meter.cost();
  }

  private void turn(int count) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Proposal proposal : searcher.ask(count)) {
      Mask mask = Mask.of(space, proposal.architecture());
      double score = random.nextGaussian() / 10;
      for (int bit = 0; bit < worth.length; bit++) {
        score += mask.get(bit) ? worth[bit] : 0;
      }
      outcomes.add(new Estimate(proposal.architecture(), score, 0.1, 1, 0));
    }
    searcher.tell(outcomes);
    told += count;
  }
}

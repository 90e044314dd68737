package io.espalier.search.bayes;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.estimate.Estimate;
import io.espalier.estimate.Outcome;
import io.espalier.random.Seed;
import io.espalier.search.Proposal;
import io.espalier.search.RandomSearcher;
import io.espalier.search.Searcher;
import io.espalier.search.SmallSpace;
import io.espalier.search.SyntheticTruth;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

@Tag("slow")
class BayesianSpeedTest {

  @Test
  void aProposalAt1000SamplesOf160BitsCostsAtMost20MillisecondsOfProcessorTime(
      TestReporter reporter) {
    SmallSpace space = SmallSpace.picks160();
    SyntheticTruth truth = SyntheticTruth.additiveAndPairwise(space, new Seed(1));
    Searcher searcher = searcher(space);
    for (Proposal proposal : new RandomSearcher(space, List.of(), new Seed(3)).ask(850)) {
      searcher.tell(List.of(outcome(truth, proposal)));
    }
    // The first 100 warm up, the next 100 are measured around the thousandth sample.
    askAndTell(searcher, truth, 100);
    double milliseconds = askAndTell(searcher, truth, 100);
    reporter.publishEntry("milliseconds per proposal", String.valueOf(milliseconds));
    assertThat(milliseconds).isLessThan(20);
  }

  @Test
  void aProposalAt300SamplesOfAll15625CostsAtMost5MillisecondsOfProcessorTime(
      TestReporter reporter) {
    SmallSpace space = SmallSpace.product(6, 5);
    SyntheticTruth truth = SyntheticTruth.additiveAndPairwise(space, new Seed(1));
    askAndTell(searcher(space), truth, 200);
    double milliseconds = askAndTell(searcher(space), truth, 300);
    reporter.publishEntry("milliseconds per proposal", String.valueOf(milliseconds));
    assertThat(milliseconds).isLessThan(5);
  }

  private static Searcher searcher(SmallSpace space) {
    return new BayesianSearcher(space, List.of(), BayesianSettings.DEFAULT, new Seed(2));
  }

  private static Outcome outcome(SyntheticTruth truth, Proposal proposal) {
    return new Estimate(proposal.architecture(), truth.score(proposal.architecture()), 0, 0, 0);
  }

  /** The mean processor time of a proposal, in milliseconds. */
  private static double askAndTell(Searcher searcher, SyntheticTruth truth, int count) {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    for (int i = 0; i < count; i++) {
      for (Proposal proposal : searcher.ask(1)) {
        searcher.tell(List.of(outcome(truth, proposal)));
      }
    }
    return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e6 / count;
  }
}

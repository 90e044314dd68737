package io.espalier.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RoundsTest {

  private static final int NETWORKS = 60;
  private static final int ROUNDS = 12;

  private final List<Double> truth = new ArrayList<>();
  private final List<Architecture> networks = new ArrayList<>();

  /**
   * Networks of 10 to 16 ms.
   *
   * @param disturbed makes what is measured of a network's time and a round's number
   */
  private Rounds measured(DoubleBinaryOperator disturbed) {
    SearchSpace space = SpaceKinds.ALL.named("nasbench201").space();
    RandomGenerator random = new Seed(3).generator();
    Map<Architecture, List<Double>> times = new LinkedHashMap<>();
    for (int n = 0; n < NETWORKS; n++) {
      double ms = 10 + 0.1 * n;
      truth.add(ms);
      networks.add(space.sample(random));
      List<Double> own = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        own.add(disturbed.applyAsDouble(ms, round));
      }
      times.put(networks.get(n), own);
    }
    return new Rounds(times);
  }

  private Agreement agreement(Rounds rounds, Rounds.Summary summary) {
    double[] exact = truth.stream().mapToDouble(v -> v).toArray();
    return Agreement.of(rounds.summarised(summary).values(), exact);
  }

  @Test
  void onABusyMachineTheFastestRoundCounts() {
    RandomGenerator random = new Seed(4).generator();
    Rounds rounds =
        measured((ms, round) -> ms * (random.nextInt(3) == 0 ? 1 : 1 + 2 * random.nextDouble()));
    assertThat(rounds.best()).isEqualTo(Rounds.Summary.FASTEST);
    Agreement fastest = agreement(rounds, Rounds.Summary.FASTEST);
    assertThat(fastest.kendallTau()).isGreaterThan(0.9);
    assertThat(agreement(rounds, Rounds.Summary.TYPICAL).kendallTau())
        .isLessThan(fastest.kendallTau());
  }

  /** Of two fast rounds, each network's faster one is little but noise. */
  @Test
  void whereTheClockRateChangesTheTypicalRoundCounts() {
    RandomGenerator random = new Seed(5).generator();
    Rounds rounds =
        measured((ms, round) -> ms * (round < 2 ? 0.8 : 1) * (1 + 0.02 * random.nextGaussian()));
    assertThat(rounds.best()).isEqualTo(Rounds.Summary.TYPICAL);
    Agreement typical = agreement(rounds, Rounds.Summary.TYPICAL);
    assertThat(typical.mapePercent()).isLessThan(1);
    assertThat(agreement(rounds, Rounds.Summary.FASTEST).kendallTau())
        .isLessThan(typical.kendallTau());
    assertThat(rounds.halves(Rounds.Summary.TYPICAL, networks).networks()).isEqualTo(NETWORKS);
  }

  /** Levels times paces, and nothing else: median polish finds them exactly. */
  @Test
  void pacesAreDividedOut() {
    Rounds rounds = measured((ms, round) -> ms * (1 + 0.1 * (round % 3)));
    double[] found = rounds.summarised(Rounds.Summary.TYPICAL).values();
    for (int n = 0; n < NETWORKS; n++) {
      assertThat(found[n]).isCloseTo(1.1 * truth.get(n), within(1e-9));
    }
  }
}

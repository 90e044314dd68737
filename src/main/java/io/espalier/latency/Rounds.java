package io.espalier.latency;

import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.stat.Quantile;
import io.espalier.stat.RankCorrelation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Latencies of networks in several rounds, and what becomes of them: one for each network. */
final class Rounds {

  private static final int SPLITS = 20;

  /**
   * How much more, in Kendall's tau, the typical round must repeat: with other work on the machine,
   * it is further from what an idle one takes.
   */
  private static final double MARGIN = 0.01;

  /** More turns than median polish needs to settle. */
  private static final int TURNS = 10;

  /** How the rounds of a network become one latency. */
  enum Summary {
    /** The fastest round, since other work on the machine can only add to it. */
    FASTEST("the fastest round counts, since other work can only add to it") {
      @Override
      double[] of(double[][] times) {
        return Arrays.stream(times)
            .mapToDouble(own -> Arrays.stream(own).min().orElseThrow())
            .toArray();
      }
    },
    /**
     * The median after each round was divided by its pace (Tukey's median polish of logarithms,
     * Exploratory Data Analysis, 1977). Where the machine's clock rate changes, the fastest round
     * of each network is one of the few in a fast phase.
     */
    TYPICAL(
        "each round is divided by its pace, since the machine's changed, and the median counts") {
      @Override
      double[] of(double[][] times) {
        int rounds = times[0].length;
        double[] networks = new double[times.length];
        double[] paces = new double[rounds];
        for (int turn = 0; turn < TURNS; turn++) {
          for (int n = 0; n < networks.length; n++) {
            double[] own = times[n];
            networks[n] =
                median(IntStream.range(0, rounds).mapToDouble(r -> Math.log(own[r]) - paces[r]));
          }
          for (int r = 0; r < rounds; r++) {
            int round = r;
            paces[r] =
                median(
                    IntStream.range(0, times.length)
                        .mapToDouble(n -> Math.log(times[n][round]) - networks[n]));
          }
        }
        double pace = median(Arrays.stream(paces));
        return Arrays.stream(networks).map(log -> Math.exp(log + pace)).toArray();
      }
    };

    private final String words;

    Summary(String words) {
      this.words = words;
    }

    /** One latency for each network. */
    abstract double[] of(double[][] times);

    String words() {
      return words;
    }
  }

  private final List<Architecture> networks;

  /** For each network its latency in each round. */
  private final double[][] milliseconds;

  /** The latency of each network in each round, in milliseconds. */
  Rounds(Map<Architecture, List<Double>> times) {
    networks = List.copyOf(times.keySet());
    milliseconds =
        times.values().stream()
            .map(own -> own.stream().mapToDouble(v -> v).toArray())
            .toArray(double[][]::new);
  }

  /**
   * The summary that repeats best: by which the ranking of the networks in one half of the rounds
   * agrees most with that in the other, over random halves. With a busy machine that is the fastest
   * round, with one whose clock rate changes the typical one.
   */
  Summary best() {
    if (count() < 2 || networks.size() < 2) {
      return Summary.FASTEST;
    }
    double fastest = 0;
    double typical = 0;
    for (int split = 0; split < SPLITS; split++) {
      List<Integer> order =
          Shuffle.of(count(), new Seed(0).derive("halves").derive(split).generator());
      fastest += agreement(Summary.FASTEST, order);
      typical += agreement(Summary.TYPICAL, order);
    }
    return typical > fastest + MARGIN * SPLITS ? Summary.TYPICAL : Summary.FASTEST;
  }

  private double agreement(Summary summary, List<Integer> order) {
    int half = order.size() / 2;
    return RankCorrelation.kendallTau(
        summary.of(in(order.subList(0, half))), summary.of(in(order.subList(half, order.size()))));
  }

  /** How well the first, third, ... round predicts the others; they must be two at least. */
  Agreement halves(Summary summary, Collection<Architecture> of) {
    List<Integer> even = IntStream.range(0, count()).filter(r -> r % 2 == 0).boxed().toList();
    List<Integer> odd = IntStream.range(0, count()).filter(r -> r % 2 == 1).boxed().toList();
    return Agreement.of(at(of, summary.of(in(even))), at(of, summary.of(in(odd))));
  }

  /** All networks, in their order, with one latency each. */
  MeasuredNetworks summarised(Summary summary) {
    List<Double> all = Arrays.stream(summary.of(milliseconds)).boxed().toList();
    return new MeasuredNetworks(networks, all, Double.NaN);
  }

  private double[] at(Collection<Architecture> of, double[] all) {
    return of.stream().mapToDouble(network -> all[networks.indexOf(network)]).toArray();
  }

  private int count() {
    return milliseconds[0].length;
  }

  private double[][] in(List<Integer> rounds) {
    List<double[]> part = new ArrayList<>();
    for (double[] own : milliseconds) {
      part.add(rounds.stream().mapToDouble(r -> own[r]).toArray());
    }
    return part.toArray(double[][]::new);
  }

  private static double median(DoubleStream values) {
    return Quantile.median(values.toArray());
  }
}

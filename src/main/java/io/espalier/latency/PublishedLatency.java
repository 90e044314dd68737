package io.espalier.latency;

import io.espalier.cost.CostKinds;
import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.random.Seed;
import io.espalier.search.BitFunction;
import io.espalier.search.BitLayout;
import io.espalier.search.regression.GaussianProcess;
import io.espalier.search.regression.Hyperparameters;
import io.espalier.search.regression.Kernel;
import io.espalier.search.regression.LinearAlgebra;
import io.espalier.search.regression.RidgeRegressor;
import io.espalier.search.regression.Sample;
import io.espalier.space.Architecture;
import io.espalier.stat.RankCorrelation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How well tables fitted to a few networks of a published list of latencies order the rest of it,
 * beside simpler ways to predict them.
 */
public final class PublishedLatency {

  /** This program's table. */
  public static final String TABLE = "table";

  private static final double RIDGE = 1;
  private static final double LEAST_NOISE = 0;

  private final LinearAlgebra algebra;
  private final BitLayout layout;
  private final MeasuredNetworks all;
  private final List<Counts> counts;
  private final double[] macs;

  /** A list of latencies. */
  public PublishedLatency(LinearAlgebra algebra, Blueprint blueprint, MeasuredNetworks all) {
    this.algebra = algebra;
    this.layout = new BitLayout(blueprint.space());
    this.all = all;
    this.counts = Counts.of(blueprint, all.architectures());
    ToDoubleFunction<Architecture> cost = CostKinds.MACS.of(blueprint);
    this.macs = all.architectures().stream().mapToDouble(cost).toArray();
  }

  /**
   * Kendall's tau on the networks that were not drawn, of each way to predict.
   *
   * @param train the number of networks that are drawn to learn from
   */
  public Map<String, Double> draw(int train, Seed seed) {
    List<Integer> order = Shuffle.of(all.count(), seed.generator());
    List<Integer> known = order.subList(0, train);
    List<Integer> rest = order.subList(train, order.size());
    double[] truths = all.at(rest).values();
    double[] targets = all.at(known).values();
    LatencyModel model = LatencyFit.of(algebra, known.stream().map(counts::get).toList(), targets);
    Map<String, Double> taus = new LinkedHashMap<>();
    taus.put(TABLE, tau(rest, n -> model.predict(counts.get(n)), truths));
    taus.put("ridge on options", tau(rest, ridge(known, targets), truths));
    taus.put("gaussian process", tau(rest, process(known, targets), truths));
    taus.put("macs", tau(rest, n -> macs[n], truths));
    return taus;
  }

  /**
   * As {@link #draw}, the mean of several draws.
   *
   * @param seed that of the first; the next ones follow
   */
  public Map<String, Double> mean(int train, int draws, long seed) {
    if (train > all.count() - 2) {
      throw new InputError(
          "%d of %d listed networks cannot be learnt from and leave 2 to predict; learn from fewer"
              .formatted(train, all.count()));
    }
    Map<String, Double> sums = new LinkedHashMap<>();
    for (int draw = 0; draw < draws; draw++) {
      draw(train, new Seed(seed + draw))
          .forEach((name, tau) -> sums.merge(name, tau / draws, Double::sum));
    }
    return sums;
  }

  private static double tau(List<Integer> rest, ToDoubleFunction<Integer> guess, double[] truths) {
    return RankCorrelation.kendallTau(rest.stream().mapToDouble(guess).toArray(), truths);
  }

  private List<Sample> samples(List<Integer> known) {
    return known.stream()
        .map(n -> all.architectures().get(n))
        .map(a -> new Sample(a, layout.slots(a), 0, true))
        .toList();
  }

  private ToDoubleFunction<Integer> ridge(List<Integer> known, double[] targets) {
    BitFunction fitted =
        new RidgeRegressor(algebra, layout, RidgeRegressor.Terms.LINEAR, RIDGE)
            .fit(samples(known), targets);
    return n -> fitted.value(layout.slots(all.architectures().get(n)));
  }

  private ToDoubleFunction<Integer> process(List<Integer> known, double[] targets) {
    List<Sample> samples = samples(known);
    double mean = Arrays.stream(targets).average().orElseThrow();
    double[] centred = Arrays.stream(targets).map(t -> t - mean).toArray();
    GaussianProcess process =
        new GaussianProcess(
            algebra,
            layout,
            Hyperparameters.likeliest(
                algebra, layout, Kernel.HAMMING, samples, centred, LEAST_NOISE));
    process.learn(samples);
    process.fit(targets);
    return n -> process.mean(layout.slots(all.architectures().get(n)));
  }
}

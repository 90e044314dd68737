package io.espalier.latency;

import io.espalier.cost.CostModel;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Plan;
import io.espalier.progress.Progress;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures networks on this machine. Rounds go over all networks in ever new order, so that what
 * else the machine does meets all alike; in a round a network is run once to warm up and then a few
 * times, of which the fastest counts. {@link Rounds} makes one latency of them.
 *
 * @param runtime what runs them
 * @param device where
 * @param batch images in a run
 * @param threads threads of an operation
 * @param rounds how many rounds
 * @param runs timed runs of a network in a round, at least
 * @param clock what is read
 */
public record LatencyMeasurement(
    MeasuringRuntime runtime,
    String device,
    int batch,
    int threads,
    int rounds,
    int runs,
    Clock clock) {

  /** How long a visit to a network takes at least. */
  private static final double LEAST_MS = 25;

  /** Networks stay loaded if all their weights together are not more. */
  private static final long LOADED_BYTES = 2_000_000_000L;

  /** How the networks are run, in words for a table. */
  LatencyTable.Conditions conditions(String deviceName) {
    return new LatencyTable.Conditions(
        deviceName, runtime.description() + " (" + clock.description() + ")", batch, threads);
  }

  /** The latency of each network in each round, in milliseconds. */
  Map<Architecture, List<Double>> measure(
      Blueprint blueprint, List<Architecture> networks, Seed seed, Progress progress) {
    List<Plan> plans = networks.stream().map(a -> blueprint.plan(a).live()).toList();
    boolean stay = plans.stream().mapToLong(CostModel::weightBytes).sum() <= LOADED_BYTES;
    Stopwatch[] loaded = new Stopwatch[plans.size()];
    List<List<Double>> times = new ArrayList<>();
    plans.forEach(plan -> times.add(new ArrayList<>()));
    try (Progress.Task task =
        progress.begin("measuring", "networks", (long) rounds * plans.size(), 0)) {
      for (int round = 0; round < rounds; round++) {
        for (int n : Shuffle.of(plans.size(), seed.derive(round).generator())) {
          Stopwatch watch =
              loaded[n] == null ? runtime.open(plans.get(n), device, batch, threads) : loaded[n];
          double best = fastest(watch);
          times.get(n).add(best);
          if (stay) {
            loaded[n] = watch;
          } else {
            watch.close();
          }
          task.advance(1, "%.3f ms".formatted(best));
        }
      }
    } finally {
      for (Stopwatch watch : loaded) {
        if (watch != null) {
          watch.close();
        }
      }
    }
    Map<Architecture, List<Double>> byNetwork = new LinkedHashMap<>();
    for (int n = 0; n < plans.size(); n++) {
      byNetwork.put(networks.get(n), times.get(n));
    }
    return byNetwork;
  }

  /** Short networks are run more often: a disturbance would spoil all of a few short runs. */
  private double fastest(Stopwatch watch) {
    watch.milliseconds(clock);
    double best = Double.POSITIVE_INFINITY;
    double spent = 0;
    for (int r = 0; r < runs || spent < LEAST_MS; r++) {
      double taken = watch.milliseconds(clock);
      spent += taken;
      best = Math.min(best, taken);
    }
    return best;
  }
}

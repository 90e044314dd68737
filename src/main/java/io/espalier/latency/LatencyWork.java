package io.espalier.latency;

import io.espalier.error.InputError;
import io.espalier.file.Csv;
import io.espalier.plan.Blueprint;
import io.espalier.plan.zoo.SpaceKind;
import io.espalier.progress.Progress;
import io.espalier.random.Seed;
import io.espalier.search.regression.CheckedAlgebra;
import io.espalier.search.regression.LinearAlgebra;
import io.espalier.space.Architecture;
import io.espalier.stat.Quantile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes tables of latencies for the networks of a blueprint, and says how good they are. */
public final class LatencyWork {

  private static final int FOLDS = 10;
  private static final int FEWEST = 10;

  private final Blueprint blueprint;
  private final LinearAlgebra algebra;

  /**
   * Work on the networks of a blueprint.
   *
   * @param notice receives problems of the linear algebra
   */
  public LatencyWork(Blueprint blueprint, Consumer<String> notice) {
    this.blueprint = blueprint;
    this.algebra = CheckedAlgebra.open(notice);
  }

  /**
   * A table with what it was made of.
   *
   * @param table the table
   * @param unseen how well it predicts networks that it was not fitted to
   * @param rows all measured networks as CSV; empty if they came from a file
   * @param noise how well one half of the rounds of a measurement predicts the other; null if there
   *     was one only
   * @param summary how the rounds became one latency; empty if they came from a file
   */
  public record Made(
      LatencyTable table, Agreement unseen, String rows, Agreement noise, String summary) {}

  /**
   * Fits a table to measured networks; how good it is is found by fitting it to nine tenths of them
   * at a time and predicting the rest.
   *
   * @throws InputError if they are too few or lack an option of the space
   */
  public Made fit(MeasuredNetworks measured, LatencyTable.Conditions conditions) {
    if (measured.count() < FEWEST) {
      throw new InputError(
          "%d measured networks are too few for a table; measure %d or more"
              .formatted(measured.count(), FEWEST));
    }
    measured.requireEveryOption(blueprint.space());
    List<Counts> counts = Counts.of(blueprint, measured.architectures());
    double[] ms = measured.values();
    LatencyTable table =
        LatencyTable.of(
            blueprint, conditions, measured.count(), LatencyFit.of(algebra, counts, ms));
    Agreement unseen = Agreement.of(crossPredicted(counts, ms), ms);
    return new Made(table.withQuality(unseen + " left out in turn"), unseen, "", null, "");
  }

  private double[] crossPredicted(List<Counts> counts, double[] ms) {
    List<Integer> order = Shuffle.of(ms.length, new Seed(0).derive("folds").generator());
    double[] predicted = new double[ms.length];
    for (int fold = 0; fold < FOLDS; fold++) {
      List<Integer> known = new ArrayList<>();
      List<Integer> left = new ArrayList<>();
      for (int i = 0; i < order.size(); i++) {
        (i % FOLDS == fold ? left : known).add(order.get(i));
      }
      LatencyModel model =
          LatencyFit.of(
              algebra,
              known.stream().map(counts::get).toList(),
              known.stream().mapToDouble(n -> ms[n]).toArray());
      left.forEach(n -> predicted[n] = model.predict(counts.get(n)));
    }
    return predicted;
  }

  /**
   * Measures networks on this machine and fits a table to them.
   *
   * @param networks how many it is fitted to, chosen to tell most
   * @param unseen how many more, drawn at random, to find out how good it is
   */
  public Made measure(
      LatencyMeasurement how,
      String deviceName,
      int networks,
      int unseen,
      Seed seed,
      Progress progress) {
    List<Architecture> tested =
        KitDesign.draw(blueprint, unseen, Set.of(), seed.derive("unseen networks"));
    List<Architecture> fitted = chosen(networks, new LinkedHashSet<>(tested), seed);
    List<Architecture> all = new ArrayList<>(fitted);
    all.addAll(tested);
    Map<Architecture, List<Double>> times =
        how.measure(blueprint, all, seed.derive("rounds"), progress);
    Rounds rounds = new Rounds(times);
    Rounds.Summary summary = rounds.best();
    MeasuredNetworks measured = rounds.summarised(summary);
    MeasuredNetworks train = measured.at(IntStream.range(0, fitted.size()).boxed().toList());
    MeasuredNetworks test =
        measured.at(IntStream.range(fitted.size(), all.size()).boxed().toList());
    LatencyTable table =
        LatencyTable.of(
            blueprint,
            how.conditions(deviceName),
            train.count(),
            LatencyFit.of(algebra, Counts.of(blueprint, train.architectures()), train.values()));
    ToDoubleFunction<Architecture> predict = table.predictor(blueprint);
    Agreement agreement =
        Agreement.of(test.architectures().stream().mapToDouble(predict).toArray(), test.values());
    Agreement noise = how.rounds() < 2 ? null : rounds.halves(summary, tested);
    return new Made(
        table.withQuality(agreement + " that were not used"),
        agreement,
        rows(times, measured, fitted.size(), predict),
        noise,
        summary.words());
  }

  private static String rows(
      Map<Architecture, List<Double>> times,
      MeasuredNetworks summarised,
      int fitted,
      ToDoubleFunction<Architecture> predict) {
    List<List<String>> rows = new ArrayList<>();
    times.forEach(
        (network, own) -> {
          double median = Quantile.median(own.stream().mapToDouble(v -> v).toArray());
          double least = own.stream().mapToDouble(v -> v).min().orElseThrow();
          double most = own.stream().mapToDouble(v -> v).max().orElseThrow();
          rows.add(
              List.of(
                  network.id(),
                  Csv.cell(summarised.milliseconds().get(rows.size())),
                  Csv.cell(least),
                  Csv.cell(median),
                  Csv.cell(most),
                  Csv.cell(predict.applyAsDouble(network)),
                  rows.size() < fitted ? "fitted" : "unseen",
                  own.stream().map(Csv::cell).collect(Collectors.joining(" "))));
        });
    return Csv.text(
        List.of(
            "architecture",
            "ms",
            "least_ms",
            "median_ms",
            "most_ms",
            "predicted_ms",
            "use",
            "rounds_ms"),
        rows);
  }

  /** Networks that identify a table, the most telling first. */
  public List<Architecture> chosen(int networks, Set<Architecture> without, Seed seed) {
    return KitDesign.choose(blueprint, networks, without, seed.derive("fitted networks"));
  }

  /** How well a table of this space predicts measured networks. */
  public static Agreement check(LatencyTable table, SpaceKind kind, MeasuredNetworks measured) {
    ToDoubleFunction<Architecture> predict = table.predictor(kind);
    return Agreement.of(
        measured.architectures().stream().mapToDouble(predict).toArray(), measured.values());
  }

  /** How well tables from few networks order a published list; see {@link PublishedLatency}. */
  public PublishedLatency published(MeasuredNetworks all) {
    return new PublishedLatency(algebra, blueprint, all);
  }
}

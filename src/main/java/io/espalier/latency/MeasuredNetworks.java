package io.espalier.latency;

import io.espalier.error.InputError;
import io.espalier.file.Csv;
import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.SearchSpace;
import io.espalier.stat.Quantile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Networks with their latencies.
 *
 * @param architectures the networks, each once
 * @param milliseconds the latency of each
 * @param noisePercent how far repeated measurements of one network differ: the mean absolute
 *     difference from their median, in percent of it; NaN if nothing was measured twice
 */
public record MeasuredNetworks(
    List<Architecture> architectures, List<Double> milliseconds, double noisePercent) {

  private static final List<String> NAMES = List.of("architecture", "arch_str", "arch", "id");
  private static final List<String> COLUMNS = List.of("ms", "latency_ms");
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final double PERCENT = 100;

  public MeasuredNetworks {
    architectures = List.copyOf(architectures);
    milliseconds = List.copyOf(milliseconds);
  }

  /** One line of a file. */
  private record Row(Architecture architecture, double latency) {}

  /**
   * Reads a CSV file, plain or gzipped: a column of architectures, as ids or in the notation of the
   * space's benchmark, and one of latencies. Networks that occur more than once have the median.
   *
   * @param column the column of latencies; empty for {@code ms} or {@code latency_ms}
   * @param unit the unit of this column; {@link LatencyUnit#ASSUMED} for milliseconds that are to
   *     be checked by {@link LatencyUnit#check}
   * @throws InputError if a column is missing, an architecture is not of the space, or a latency is
   *     missing or not positive
   */
  public static MeasuredNetworks read(
      Path file, SearchSpace space, String column, LatencyUnit unit) {
    Map<Architecture, List<Double>> latencies = new LinkedHashMap<>();
    try (Csv table = new Csv(file, text(file))) {
      int name = column(file, table, NAMES, "the architectures");
      int value =
          column(file, table, column.isEmpty() ? COLUMNS : List.of(column), "the latencies in ms");
      for (Row row :
          table.rows(
              cells -> row(space, cells.get(name), cells.get(value), unit),
              "correct the line, or leave it out")) {
        latencies.computeIfAbsent(row.architecture(), a -> new ArrayList<>()).add(row.latency());
      }
    }
    if (latencies.isEmpty()) {
      throw new InputError("%s holds no measured network".formatted(file));
    }
    return of(latencies);
  }

  /** Networks with all measurements of each, of which the median counts. */
  static MeasuredNetworks of(Map<Architecture, List<Double>> latencies) {
    List<Double> medians = new ArrayList<>();
    double deviations = 0;
    int repeated = 0;
    for (List<Double> own : latencies.values()) {
      double median = Quantile.median(own.stream().mapToDouble(v -> v).toArray());
      medians.add(median);
      if (own.size() > 1) {
        for (double one : own) {
          deviations += Math.abs(one - median) / median;
        }
        repeated += own.size();
      }
    }
    double noise = repeated == 0 ? Double.NaN : PERCENT * deviations / repeated;
    return new MeasuredNetworks(List.copyOf(latencies.keySet()), medians, noise);
  }

  private static Row row(SearchSpace space, String name, String value, LatencyUnit unit) {
    Architecture architecture;
    try {
      architecture = space.parse(name.strip());
    } catch (InputError e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    double latency = Csv.number(value);
    if (Double.isNaN(latency)) {
      throw new IllegalArgumentException("%s has no latency yet".formatted(name.strip()));
    }
    if (!(latency > 0) || Double.isInfinite(latency)) {
      throw new IllegalArgumentException(
          "%s has a latency of %s, and a network takes more than 0 ms"
              .formatted(name.strip(), value.strip()));
    }
    return new Row(architecture, latency * unit.milliseconds());
  }

  private static int column(Path file, Csv table, List<String> names, String what) {
    return names.stream()
        .map(table.columns()::indexOf)
        .filter(index -> index >= 0)
        .findFirst()
        .orElseThrow(
            () ->
                new InputError(
                    "%s has no column for %s: it has %s; call one of them %s, or name the one that is meant"
                        .formatted(file, what, String.join(", ", table.columns()), names.get(0))));
  }

  private static InputStream text(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new InputError("there is no file %s".formatted(file));
    }
    try {
      InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
      bytes.mark(2);
      int magic = bytes.read() << 8 | bytes.read();
      bytes.reset();
      return magic == GZIP_MAGIC ? new GZIPInputStream(bytes) : bytes;
    } catch (IOException e) {
      throw new InputError("cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** The number of networks. */
  public int count() {
    return architectures.size();
  }

  /** The latencies as an array, in milliseconds. */
  double[] values() {
    return milliseconds.stream().mapToDouble(v -> v).toArray();
  }

  /** Those at these places. */
  MeasuredNetworks at(List<Integer> places) {
    return new MeasuredNetworks(
        places.stream().map(architectures::get).toList(),
        places.stream().map(milliseconds::get).toList(),
        noisePercent);
  }

  /**
   * Checks that every option of the space was measured.
   *
   * @throws InputError if not; the message names the options
   */
  void requireEveryOption(SearchSpace space) {
    List<String> missing = new ArrayList<>();
    List<Choice> choices = space.choices();
    for (int c = 0; c < choices.size(); c++) {
      int choice = c;
      for (int o = 0; o < choices.get(c).options().size(); o++) {
        Integer option = o;
        if (architectures.stream().noneMatch(a -> a.picks().get(choice).contains(option))) {
          missing.add("%s = %s".formatted(choices.get(c).name(), choices.get(c).options().get(o)));
        }
      }
    }
    if (!missing.isEmpty()) {
      throw new InputError(
          "no measured network has %s%s, so nothing says what that takes; measure networks that have it"
              .formatted(
                  String.join(", or ", missing.subList(0, Math.min(3, missing.size()))),
                  missing.size() > 3 ? ", or %d more options".formatted(missing.size() - 3) : ""));
    }
  }
}

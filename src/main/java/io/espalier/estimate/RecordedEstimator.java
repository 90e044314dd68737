package io.espalier.estimate;

import io.espalier.error.InputError;
import io.espalier.error.Remedy;
import io.espalier.file.AppendedFile;
import io.espalier.file.LineSeal;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Remembers another estimator's outcomes in a file of lines, so that nothing is estimated twice: an
 * interrupted work goes on where it was, and works that ask for the same share it.
 *
 * <p>The file says nothing of how its outcomes were made: its name has to. One process at a time.
 */
public final class RecordedEstimator implements Estimator, AutoCloseable {

  private static final String HEADER = "architecture,score,standard_error,images,seconds,failure";

  private final Estimator source;
  private final AppendedFile file;
  private final Map<Architecture, Outcome> known = new LinkedHashMap<>();

  /**
   * An estimator that keeps its outcomes.
   *
   * @param file where; what it holds is taken over, without a torn last line
   * @param space the space of the architectures
   * @param source who is asked what is not known yet
   * @throws InputError if the file cannot be used, or holds something else
   */
  public RecordedEstimator(Path file, SearchSpace space, Estimator source) {
    this.source = source;
    this.file = AppendedFile.open(file, LineSeal.Form.CSV, Remedy.REMAKE);
    read(file, space);
  }

  private void read(Path path, SearchSpace space) {
    List<String> lines = file.lines();
    for (int l = 0; l < lines.size(); l++) {
      try {
        if (l > 0) {
          Outcome outcome = outcome(lines.get(l), space);
          known.put(outcome.architecture(), outcome);
        } else if (!lines.get(0).equals(HEADER)) {
          throw new IllegalArgumentException("it is not the header of a file of estimates");
        }
      } catch (IllegalArgumentException | IndexOutOfBoundsException | InputError e) {
        throw new InputError(
            "line %d of %s cannot be read: %s".formatted(l + 1, path, e.getMessage()),
            e,
            Remedy.REMAKE);
      }
    }
  }

  /** How many of these are known already. */
  public long known(List<Architecture> architectures) {
    return architectures.stream().filter(known::containsKey).count();
  }

  @Override
  public List<Outcome> estimate(List<Architecture> batch) {
    List<Architecture> unknown = unknown(batch);
    if (!unknown.isEmpty()) {
      keep(source.estimate(unknown));
    }
    return all(batch);
  }

  /** Other workers in the source's place, whose outcomes are kept as well. */
  public Workers by(Workers others) {
    return new Workers() {
      @Override
      public int count() {
        return others.count();
      }

      @Override
      public CompletableFuture<List<Outcome>> begin(List<Architecture> group) {
        List<Architecture> unknown = unknown(group);
        if (unknown.isEmpty()) {
          return CompletableFuture.completedFuture(all(group));
        }
        return others
            .begin(unknown)
            .thenApply(
                found -> {
                  keep(found);
                  return all(group);
                });
      }
    };
  }

  private synchronized List<Architecture> unknown(List<Architecture> batch) {
    return batch.stream().filter(a -> !known.containsKey(a)).distinct().toList();
  }

  private synchronized List<Outcome> all(List<Architecture> batch) {
    return batch.stream().map(known::get).toList();
  }

  private synchronized void keep(List<Outcome> found) {
    List<String> added = new ArrayList<>();
    if (file.isEmpty()) {
      added.add(HEADER);
    }
    found.forEach(outcome -> added.add(line(outcome)));
    file.append(added);
    found.forEach(outcome -> known.put(outcome.architecture(), outcome));
  }

  private static String line(Outcome outcome) {
    String id = outcome.architecture().id();
    if (outcome instanceof Estimate e) {
      return String.format(
          Locale.ROOT,
          "%s,%s,%s,%d,%.6f,",
          id,
          e.score(),
          e.standardError(),
          e.images(),
          e.seconds());
    }
    return id + ",,,,," + ((Failure) outcome).reason().replaceAll("[\\r\\n]+", " ");
  }

  private static Outcome outcome(String line, SearchSpace space) {
    // Only the last column is free text.
    String[] cells = line.split(",", 6);
    Architecture architecture = space.parse(cells[0]);
    if (!cells[5].isEmpty()) {
      return new Failure(architecture, cells[5]);
    }
    return new Estimate(
        architecture,
        Double.parseDouble(cells[1]),
        Double.parseDouble(cells[2]),
        Integer.parseInt(cells[3]),
        Double.parseDouble(cells[4]));
  }

  /** Closes the file; the source stays open. */
  @Override
  public void close() {
    file.close();
  }
}

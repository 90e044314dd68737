package io.espalier.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.espalier.compare.Comparison;
import io.espalier.compare.Method;
import io.espalier.compare.RunHeader;
import io.espalier.compare.Task;
import io.espalier.error.InputError;
import io.espalier.file.Sha256;
import io.espalier.provenance.DataUse;
import io.espalier.provenance.Provenance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The objects that the configuration of a comparison stands for. */
final class CompareParts {

  private final CompareConfiguration configuration;
  private final Path data;
  private final Map<String, String> fingerprints = new TreeMap<>();

  /**
   * The parts of a comparison.
   *
   * @param data where relative paths of tables begin
   */
  CompareParts(CompareConfiguration configuration, Path data) {
    this.configuration = configuration;
    this.data = data;
  }

  /**
   * Reads the tables and puts everything together.
   *
   * @throws InputError if a table is not there or lacks a column, or a value is out of its range
   */
  Comparison comparison() {
    List<Task> tasks = new ArrayList<>();
    configuration.tasks().forEach((name, values) -> tasks.add(task(name, values)));
    List<Method> methods = new ArrayList<>();
    configuration.searchers().forEach((name, values) -> methods.add(NamedMethod.of(name, values)));
    return new Comparison(configuration.settings().design(), tasks, methods);
  }

  private Task task(String name, JsonNode values) {
    try {
      return values.has("synthetic")
          ? new SyntheticTask(name, values)
          : TableTask.of(name, values, table(values.get("table").asText()));
    } catch (InputError e) {
      throw new InputError("task %s: %s".formatted(name, e.getMessage()), e);
    }
  }

  private Path table(String file) {
    if (file.isEmpty()) {
      throw new InputError(
          "its table is not named; give 'table: FILE', or 'synthetic: rugged' for a made-up truth");
    }
    Path path = data.resolve(file);
    if (!path.toFile().isFile()) {
      throw new InputError(
          "there is no file %s; say in which folder the tables lie with --data".formatted(path));
    }
    fingerprints.put(file, Sha256.of(path));
    return path;
  }

  /** What the runs are made with; ask after {@link #comparison}. */
  RunHeader header() {
    return new RunHeader(configuration.hash(), fingerprints, Build.fingerprint());
  }

  /** Where the runs come from; ask after {@link #comparison}. */
  Provenance provenance() {
    DataUse tables =
        fingerprints.isEmpty()
            ? DataUse.NONE
            : new DataUse(
                String.join(", ", fingerprints.keySet()),
                Sha256.of(fingerprints.toString()),
                Map.of());
    return Provenance.now(
        "espalier compare", configuration.settings().seeds().first(), configuration.hash(), tables);
  }

  /** How many runs are made at the same time. */
  int workers() {
    int workers = configuration.settings().workers();
    return workers == 0 ? Runtime.getRuntime().availableProcessors() : workers;
  }
}

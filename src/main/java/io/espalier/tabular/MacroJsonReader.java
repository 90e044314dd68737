package io.espalier.tabular;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.error.InputError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads NAS-Bench-Macro's release, {@code nas-bench-macro_cifar10.json}: one object whose keys are
 * architectures (a digit per layer) and whose values hold {@code test_acc} (three accuracies in
 * percent), {@code mean_acc}, {@code std}, {@code params} and {@code flops} (in single units; the
 * release calls MACs so).
 */
final class MacroJsonReader implements CellReader {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final int RUNS = 3;

  private static final List<String> COLUMNS =
      List.of("arch", "acc1", "acc2", "acc3", "mean", "std", "params", "flops");

  private static final List<String> NUMBERS = List.of("mean_acc", "std", "params", "flops");

  private final Path file;
  private final InputStream text;
  private JsonParser parser;
  private long rows;

  MacroJsonReader(Path file, InputStream text) {
    this.file = file;
    this.text = text;
  }

  @Override
  public List<String> columns() {
    return COLUMNS;
  }

  @Override
  public Optional<List<String>> next() {
    try {
      if (parser == null) {
        parser = JSON.createParser(text);
        parser.nextToken();
      }
      if (parser.nextToken() != JsonToken.FIELD_NAME) {
        return Optional.empty();
      }
      String architecture = parser.currentName();
      parser.nextToken();
      JsonNode entry = JSON.readTree(parser);
      List<String> cells = cells(architecture, entry);
      rows++;
      return Optional.of(cells);
    } catch (IOException e) {
      throw new InputError(
          "%s cannot be read: %s; the file may be cut off or no JSON"
              .formatted(place(rows), firstLine(e)),
          e);
    }
  }

  private List<String> cells(String architecture, JsonNode entry) {
    JsonNode accuracies = entry.path("test_acc");
    List<String> cells = new ArrayList<>(COLUMNS.size());
    cells.add(architecture);
    for (int run = 0; run < RUNS; run++) {
      cells.add(accuracies.path(run).asText());
    }
    for (String name : NUMBERS) {
      cells.add(entry.path(name).asText());
    }
    if (accuracies.size() != RUNS || cells.contains("")) {
      throw new InputError(
          ("%s is '%s', which lacks one of test_acc (three accuracies), %s; espalier reads JSON as"
                  + " NAS-Bench-Macro publishes it, and any other table as CSV")
              .formatted(place(rows), architecture, String.join(", ", NUMBERS)));
    }
    return List.copyOf(cells);
  }

  private static String firstLine(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  @Override
  public String place(long index) {
    return "entry " + (index + 1) + " of " + file;
  }

  @Override
  public void close() {
    try {
      text.close();
    } catch (IOException e) {
      // It was only read: what was read is all there is to lose.
    }
  }
}

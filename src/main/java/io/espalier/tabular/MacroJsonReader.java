package io.espalier.tabular;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.espalier.error.InputError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads NAS-Bench-Macro's release, {@code nas-bench-macro_cifar10.json}: one object whose keys are
 * architectures (a digit per layer) and whose values hold {@code test_acc} (three accuracies in
 * percent), {@code mean_acc}, {@code std}, {@code params} and {@code flops} (in single units; the
 * release calls MACs "flops").
 */
final class MacroJsonReader implements CellReader {

  private static final JsonFactory JSON = new JsonFactory();

  private static final String ACCURACIES = "test_acc";

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
      JsonToken token = parser.nextToken();
      if (token == JsonToken.END_OBJECT && parser.nextToken() == null) {
        return Optional.empty();
      }
      if (token != JsonToken.FIELD_NAME) {
        throw new InputError(
            "%s does not end where its object does; JSON is read as NAS-Bench-Macro publishes it"
                .formatted(file));
      }
      List<String> cells = cells(parser.currentName());
      rows++;
      return Optional.of(cells);
    } catch (IOException e) {
      throw new InputError(
          "%s cannot be read: %s; the file may be cut off or no JSON"
              .formatted(place(rows), firstLine(e)),
          e);
    }
  }

  private List<String> cells(String architecture) throws IOException {
    List<String> accuracies = new ArrayList<>();
    Map<String, String> numbers = new HashMap<>();
    if (parser.nextToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals(ACCURACIES) && value == JsonToken.START_ARRAY) {
          while (accuracies.size() <= RUNS && parser.nextToken() != JsonToken.END_ARRAY) {
            accuracies.add(parser.currentToken().isNumeric() ? parser.getText() : "");
          }
        } else if (NUMBERS.contains(name) && value.isNumeric()) {
          numbers.put(name, parser.getText());
        } else {
          parser.skipChildren();
        }
      }
    }
    if (accuracies.size() != RUNS || accuracies.contains("") || numbers.size() != NUMBERS.size()) {
      throw new InputError(
          ("%s is '%s', which lacks one of test_acc (three accuracies), %s; JSON is read as"
                  + " NAS-Bench-Macro publishes it, and any other table as CSV")
              .formatted(place(rows), architecture, String.join(", ", NUMBERS)));
    }
    List<String> cells = new ArrayList<>(List.of(architecture));
    cells.addAll(accuracies);
    NUMBERS.forEach(name -> cells.add(numbers.get(name)));
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
      // The file was only read, so nothing is lost if closing fails.
    }
  }
}

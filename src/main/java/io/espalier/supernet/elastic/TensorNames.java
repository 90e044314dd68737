package io.espalier.supernet.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import io.espalier.error.InputError;
import io.espalier.file.BoundedFile;
import io.espalier.file.Csv;
import io.espalier.file.YamlText;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What tensors of another program are called here, as a file says it. */
final class TensorNames {

  private static final List<String> COLUMNS = List.of("theirs", "ours");
  private static final long LARGEST_FILE_BYTES = 16_000_000;

  private final Path file;
  private final Map<String, String> ours;
  private final Set<String> used = new HashSet<>();

  private TensorNames(Path file, Map<String, String> ours) {
    this.file = file;
    this.ours = ours;
  }

  /** The same names as here. */
  static TensorNames same() {
    return new TensorNames(Path.of(""), Map.of());
  }

  /**
   * Reads a file: CSV with the columns {@code theirs} and {@code ours}, or YAML with a line {@code
   * theirs: ours} for each; names of tensors, or of operations with tensors.
   *
   * @throws InputError if it cannot be read, or names something twice
   */
  static TensorNames read(Path file) {
    return new TensorNames(file, file.toString().endsWith(".csv") ? csv(file) : yaml(file));
  }

  private static Map<String, String> csv(Path file) {
    Map<String, String> ours = new LinkedHashMap<>();
    byte[] bytes = BoundedFile.bytes(file, LARGEST_FILE_BYTES);
    try (Csv table = new Csv(file, new ByteArrayInputStream(bytes))) {
      if (!table.columns().equals(COLUMNS)) {
        throw new InputError(
            "line 1 of %s is %s; it should be %s"
                .formatted(file, String.join(",", table.columns()), String.join(",", COLUMNS)));
      }
      for (Optional<List<String>> row = table.next(); row.isPresent(); row = table.next()) {
        String theirs = row.get().get(0).strip();
        if (ours.put(theirs, row.get().get(1).strip()) != null) {
          throw new InputError("%s names %s twice; delete a line".formatted(file, theirs));
        }
      }
    }
    return ours;
  }

  private static Map<String, String> yaml(Path file) {
    Map<String, String> ours = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : YamlText.read(file).root().properties()) {
      if (!entry.getValue().isTextual()) {
        throw new InputError(
            "%s says of %s what it is here as %s; write a name, in quotes if it looks like a number"
                .formatted(file, entry.getKey(), entry.getValue()));
      }
      ours.put(entry.getKey(), entry.getValue().textValue());
    }
    return ours;
  }

  /** The name here: by that of the tensor, else by that of its operation, else the same. */
  String ours(String theirs) {
    if (ours.containsKey(theirs)) {
      used.add(theirs);
      return ours.get(theirs);
    }
    int dot = theirs.lastIndexOf('.');
    String operation = dot < 0 ? "" : theirs.substring(0, dot);
    if (ours.containsKey(operation)) {
      used.add(operation);
      return ours.get(operation) + theirs.substring(dot);
    }
    return theirs;
  }

  /**
   * Checks that every name was asked for.
   *
   * @throws InputError if one was not, which is then no name of a tensor
   */
  void checkUsed(Path tensors) {
    List<String> idle = ours.keySet().stream().filter(name -> !used.contains(name)).toList();
    if (!idle.isEmpty()) {
      throw new InputError(
          "%s names %s, but %s has no such tensor; delete these lines or correct them"
              .formatted(file, WarmStart.some(idle), tensors));
    }
  }
}

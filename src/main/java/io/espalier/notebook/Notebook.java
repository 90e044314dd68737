package io.espalier.notebook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.error.InputError;
import io.espalier.file.AtomicFile;
import io.espalier.file.BoundedFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A notebook of Java cells: a file of nbformat 4, whatever program has written it. Immutable. */
public final class Notebook {

  /** The name of the kernel, by which all kernels of Java are known. */
  public static final String KERNEL = "java";

  private static final int FORMAT = 4;
  private static final long LARGEST_BYTES = 100_000_000;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ObjectNode tree;

  private Notebook(ObjectNode tree) {
    this.tree = tree;
  }

  /**
   * Reads a notebook.
   *
   * @throws InputError if it cannot be read, is no notebook, or is not for Java
   */
  public static Notebook read(Path file) {
    String text = new String(BoundedFile.bytes(file, LARGEST_BYTES), StandardCharsets.UTF_8);
    try {
      if (JSON.readTree(text) instanceof ObjectNode tree
          && tree.path("nbformat").asInt() == FORMAT
          && tree.path("cells").isArray()) {
        String kernel = tree.at("/metadata/kernelspec/name").asText("");
        if (!kernel.equals(KERNEL)) {
          throw new InputError(
              "%s is for the kernel '%s'; only notebooks of Java can be run"
                  .formatted(file, kernel));
        }
        return new Notebook(tree);
      }
    } catch (JsonProcessingException e) {
      throw new InputError("%s is no notebook: %s".formatted(file, e.getOriginalMessage()), e);
    }
    throw new InputError("%s is no notebook of format %d".formatted(file, FORMAT));
  }

  /** The cells. */
  public List<NotebookCell> cells() {
    List<NotebookCell> cells = new ArrayList<>();
    for (JsonNode cell : tree.get("cells")) {
      List<String> tags = new ArrayList<>();
      cell.at("/metadata/tags").forEach(tag -> tags.add(tag.asText()));
      cells.add(
          new NotebookCell(
              cells.size() + 1,
              cell.path("cell_type").asText().equals("code"),
              text(cell.path("source")),
              tags,
              cell.path("outputs").deepCopy()));
    }
    return cells;
  }

  /** Texts are a string or, as programs write them, a list of lines. */
  private static String text(JsonNode node) {
    if (node.isTextual()) {
      return node.asText();
    }
    StringBuilder text = new StringBuilder();
    node.forEach(line -> text.append(line.asText()));
    return text.toString();
  }

  /** The notebook without outputs. */
  public Notebook cleared() {
    ObjectNode copy = tree.deepCopy();
    for (JsonNode cell : copy.get("cells")) {
      if (cell.path("cell_type").asText().equals("code")) {
        ((ObjectNode) cell).putArray("outputs");
        ((ObjectNode) cell).putNull("execution_count");
      }
    }
    return new Notebook(copy);
  }

  /**
   * The notebook with what a cell printed and showed.
   *
   * @param number the cell
   * @param count how many cells were run, with this one
   */
  Notebook with(int number, int count, String printed, Optional<Shown> shown) {
    ObjectNode copy = tree.deepCopy();
    ObjectNode cell = (ObjectNode) copy.get("cells").get(number - 1);
    cell.put("execution_count", count);
    ArrayNode outputs = cell.putArray("outputs");
    if (!printed.isEmpty()) {
      ObjectNode stream = outputs.addObject();
      stream.put("name", "stdout").put("output_type", "stream").set("text", lines(printed));
    }
    shown.ifPresent(
        value -> {
          ObjectNode result = outputs.addObject();
          ObjectNode data = result.putObject("data");
          value.forms().entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .forEach(form -> data.set(form.getKey(), form(form.getKey(), form.getValue())));
          result.put("execution_count", count);
          result.putObject("metadata");
          result.put("output_type", "execute_result");
        });
    return new Notebook(copy);
  }

  private static JsonNode form(String type, String value) {
    return type.equals(Shown.PNG) ? JSON.getNodeFactory().textNode(value) : lines(value);
  }

  private static ArrayNode lines(String text) {
    ArrayNode lines = JSON.createArrayNode();
    text.lines().map(line -> line + "\n").forEach(lines::add);
    if (!text.endsWith("\n") && !lines.isEmpty()) {
      int last = lines.size() - 1;
      lines.set(last, lines.get(last).asText().stripTrailing());
    }
    return lines;
  }

  /** The text of the file, as Jupyter writes it. */
  String text() {
    DefaultIndenter indenter = new DefaultIndenter(" ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator(""))
            .withObjectIndenter(indenter)
            .withArrayIndenter(indenter);
    try {
      return JSON.writer(printer).writeValueAsString(tree) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a notebook can always be written", e);
    }
  }

  /**
   * Replaces the file.
   *
   * @throws InputError if it cannot be written
   */
  public void write(Path file) {
    AtomicFile.writeText(file, text());
  }
}

package io.espalier.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A cell of a notebook.
 *
 * @param number its place in the notebook, from 1
 * @param isCode whether it is code; otherwise it is text
 * @param source its text
 * @param tags its tags
 * @param outputs what it printed and showed when the notebook was last run, as nbformat writes it
 */
public record NotebookCell(
    int number, boolean isCode, String source, List<String> tags, JsonNode outputs) {

  /** The tag of cells that print and show the same on every machine and in every run. */
  public static final String EXACT = "exact";

  public NotebookCell {
    tags = List.copyOf(tags);
  }

  /** Whether it prints and shows the same on every machine and in every run. */
  public boolean isExact() {
    return tags.contains(EXACT);
  }

  /** What its outputs say in plain text, without pictures. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (JsonNode output : outputs) {
      JsonNode words = output.has("text") ? output.get("text") : output.at("/data/text~1plain");
      words.forEach(line -> text.append(line.asText()));
      text.append('\n');
    }
    return text.toString();
  }
}

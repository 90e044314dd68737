package io.espalier.report;

import io.espalier.error.InputError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The limits of each search, and how many random networks are within them. */
final class LimitsTable {

  private static final String FILE = "limits.csv";

  private LimitsTable() {}

  /** The table; empty if no search has limits, or none that can be read. */
  static String html(Path run, Collection<String> searches) {
    List<List<String>> rows = new ArrayList<>();
    for (String search : searches) {
      Path file = run.resolve("search").resolve(search).resolve(FILE);
      if (Files.isRegularFile(file)) {
        try {
          CsvRows.read(file)
              .rows()
              .forEach(
                  row ->
                      rows.add(
                          List.of(
                              "<b>%s</b>".formatted(Html.escape(search)),
                              Html.escape(row.get("limit")),
                              Html.escape(row.get("range")),
                              Html.escape(row.get("kept_by")),
                              Html.escape(row.get("within_percent")))));
        } catch (InputError e) {
          return "<p class=\"quiet\">%s</p>".formatted(Html.escape(e.getMessage()));
        }
      }
    }
    return rows.isEmpty()
        ? ""
        : "<h3>Limits</h3>"
            + Html.table(
                List.of("searcher", "limit", "range", "kept by", "random networks within it, %"),
                1,
                rows);
  }
}

package io.espalier.report;

import io.espalier.file.AtomicFile;
import io.espalier.plan.Plan;
import io.espalier.report.drawing.NetworkDrawing;
import java.nio.file.Path;
import java.util.Map;

/** A page about one network: its facts and its drawing. */
public final class NetworkPage {

  private NetworkPage() {}

  /**
   * Writes the page.
   *
   * @param facts the facts about it, by subject
   * @throws io.espalier.error.InputError if the file cannot be written
   */
  public static void write(Path file, String title, Map<String, String> facts, Plan plan) {
    StringBuilder rows = new StringBuilder();
    facts.forEach(
        (fact, value) ->
            rows.append(
                "<tr><th>%s</th><td>%s</td></tr>"
                    .formatted(Html.escape(fact), Html.escape(value))));
    String body =
        Html.section("network", "The network", NetworkDrawing.html(plan))
            + Html.section("facts", "What it is", "<table>" + rows + "</table>");
    AtomicFile.writeText(file, new Page(title, "", "", body).withoutCharts());
  }
}

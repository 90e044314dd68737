package io.espalier.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page that needs no other file and no network.
 *
 * @param title its title, as text
 * @param subtitle a line below it, as text
 * @param headline the figures that matter most, as HTML
 * @param body its sections, as HTML
 */
record Page(String title, String subtitle, String headline, String body) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern GAP = Pattern.compile("@([A-Z]+)@");
  static final String ECHARTS =
      "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.common.min.js";

  /** The title of a page about a folder. */
  static String title(Path folder) {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return name == null ? "run" : name.toString();
  }

  /** As HTML with the script that draws its charts from {@code data}. */
  String withCharts(Map<String, Object> data) {
    return fill(
        "<noscript><p class=\"quiet\">The charts need JavaScript; the tables and drawings do"
            + " not.</p></noscript>",
        """
        <script type="application/json" id="data">%s</script>
        <script>%s</script>
        <script>
        %s</script>
        <script>
        %s</script>"""
            .formatted(
                json(data), resource(ECHARTS), resource("charts.js"), resource("report.js")));
  }

  /** As HTML without any script. */
  String withoutCharts() {
    return fill("", "");
  }

  private String fill(String note, String scripts) {
    Map<String, String> fillings = new HashMap<>();
    fillings.put("TITLE", Html.escape(title));
    fillings.put("SUBTITLE", Html.escape(subtitle));
    fillings.put("STYLE", resource("report.css"));
    fillings.put("HEADLINE", headline);
    fillings.put("NOTE", note);
    fillings.put("BODY", body);
    fillings.put("SCRIPTS", scripts);
    // In one pass, so that nothing in a filling is mistaken for a gap.
    return GAP.matcher(resource("report.html"))
        .replaceAll(gap -> Matcher.quoteReplacement(fillings.get(gap.group(1))));
  }

  /** JSON that cannot end the enclosing script element. */
  private static String json(Map<String, Object> data) {
    try {
      return JSON.writeValueAsString(data).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and texts can be written", e);
    }
  }

  static String resource(String name) {
    try (InputStream in = Report.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing in this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

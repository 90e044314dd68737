package io.espalier.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.error.InputError;
import io.espalier.file.AtomicFile;
import io.espalier.provenance.Provenance;
import io.espalier.report.drawing.NetworkDrawing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes {@code report.html}: one file that needs no other and no network. */
public final class Report {

  /** Its name in the run folder. */
  public static final String FILE = "report.html";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern GAP = Pattern.compile("@([A-Z]+)@");
  private static final String ECHARTS =
      "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.common.min.js";

  private Report() {}

  /**
   * Reports on a run folder as it is, finished or not.
   *
   * @return the file that was written
   * @throws InputError if there is no such folder, or it cannot be written
   */
  public static Path write(Path runFolder) {
    if (!Files.isDirectory(runFolder)) {
      throw new InputError(
          "%s is no run folder; name the folder of a run with --work-dir".formatted(runFolder));
    }
    Path file = runFolder.resolve(FILE);
    AtomicFile.writeText(file, html(new RunReader(runFolder).read()));
    return file;
  }

  private static String html(Run run) {
    SearchSection search = new SearchSection(run);
    TrainingSection training = new TrainingSection("training", run.training());
    TrainingSection retraining = new TrainingSection("retraining", run.retraining());
    FilesSection files = new FilesSection(run);
    Map<String, Object> data = new LinkedHashMap<>(search.data());
    training.data().ifPresent(d -> data.put("training", d));
    retraining.data().ifPresent(d -> data.put("retraining", d));
    String network = run.child().map(c -> NetworkDrawing.html(c.plan())).orElse("");
    String body =
        Html.section("network", "The network", network)
            + Html.section("search", "The search", search.html())
            + Html.section("tree", "The LaNAS tree", new TreeSection(run).html())
            + Html.section("supernet", "Training the supernet", training.html())
            + Html.section("retrain", "Retraining the network", retraining.html())
            + Html.section("files", "Files", files.files())
            + Html.section("provenance", "Provenance", files.provenance());
    Map<String, String> fillings =
        Map.of(
            "TITLE", Html.escape(title(run.folder())),
            "SUBTITLE", Html.escape(subtitle(run)),
            "STYLE", resource("report.css"),
            "HEADLINE", new Headline(run).html(),
            "BODY", body,
            "DATA", json(data),
            "ECHARTS", resource(ECHARTS),
            "SCRIPT", resource("report.js"));
    // In one pass, so that nothing in a filling is taken for a gap.
    return GAP.matcher(resource("report.html"))
        .replaceAll(gap -> Matcher.quoteReplacement(fillings.get(gap.group(1))));
  }

  private static String title(Path folder) {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return name == null ? "run" : name.toString();
  }

  private static String subtitle(Run run) {
    return run.provenance().map(Report::subtitle).orElse("");
  }

  private static String subtitle(Provenance p) {
    return "%s, seed %d, %s".formatted(p.data().name(), p.seed(), p.when().replace('T', ' '));
  }

  /** JSON that cannot end the script element it stands in. */
  private static String json(Map<String, Object> data) {
    try {
      return JSON.writeValueAsString(data).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and texts can be written", e);
    }
  }

  private static String resource(String name) {
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

package io.espalier.report;

import io.espalier.provenance.Machine;
import io.espalier.provenance.Provenance;
import io.espalier.provenance.Versions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Links to the run's files, and the provenance of the run. */
final class FilesSection {

  private static final int DEEPEST = 4;
  private static final int MOST_FILES = 200;

  private final RunContents run;

  FilesSection(RunContents run) {
    this.run = run;
  }

  /** Links to the files of the run folder, relative to the report. */
  String files() {
    List<List<String>> rows = new ArrayList<>();
    try (Stream<Path> found = Files.walk(run.folder(), DEEPEST)) {
      found
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(file -> !file.getFileName().toString().equals(Report.FILE))
          .sorted()
          .limit(MOST_FILES)
          .forEach(file -> rows.add(row(file)));
    } catch (IOException | UncheckedIOException e) {
      return "<p class=\"quiet\">The files cannot be listed: %s</p>"
          .formatted(Html.escape(String.valueOf(e.getMessage())));
    }
    return rows.isEmpty() ? "" : Html.table(List.of("file", "size"), 1, rows);
  }

  private List<String> row(Path file) {
    Path relative = run.folder().relativize(file);
    String name = relative.toString().replace('\\', '/');
    return List.of(
        "<a href=\"%s\">%s</a>".formatted(Html.escape(link(name)), Html.escape(name)), size(file));
  }

  /** A relative link; "./" keeps a colon in the name from looking like a scheme. */
  private static String link(String name) {
    try {
      return "./" + new URI(null, null, "/" + name, null).toASCIIString().substring(1);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("every path can be written as a link", e);
    }
  }

  private static String size(Path file) {
    try {
      long bytes = Files.size(file);
      if (bytes < 1_000) {
        return bytes + " B";
      }
      return bytes < 1_000_000
          ? Html.number(bytes / 1e3, 1) + " kB"
          : Html.number(bytes / 1e6, 1) + " MB";
    } catch (IOException e) {
      return "–";
    }
  }

  String provenance() {
    StringBuilder html = new StringBuilder();
    run.provenance().ifPresent(p -> html.append(facts(p)));
    run.config()
        .ifPresent(
            text ->
                html.append(
                    Html.details("The configuration", "<pre>" + Html.escape(text) + "</pre>")));
    if (!run.notes().isEmpty()) {
      html.append("<ul class=\"quiet\">");
      run.notes().forEach(n -> html.append("<li>").append(Html.escape(n)).append("</li>"));
      html.append("</ul>");
    }
    return html.toString();
  }

  private static String facts(Provenance p) {
    Versions v = p.versions();
    Machine m = p.machine();
    String parts =
        p.data().parts().entrySet().stream()
            .map(e -> "%,d %s".formatted(e.getValue().images(), e.getKey().replace('_', ' ')))
            .collect(Collectors.joining(", "));
    return "<dl>"
        + fact("made by", p.who() + ", with " + p.what())
        + fact("at", p.when())
        + fact("seed", Long.toString(p.seed()))
        + fact("images", p.data().name() + (parts.isEmpty() ? "" : ": " + parts))
        + fact("fingerprint of the images", p.data().fingerprint())
        + fact("hash of the configuration", p.configHash())
        + fact("Espalier", v.espalier() + ", commit " + v.commit())
        + fact(
            "stands on",
            "Java %s, DJL %s, PyTorch %s, ND4J %s"
                .formatted(v.java(), v.djl(), v.pytorch(), v.nd4j()))
        + fact("machine", "%s, %d cores, %s".formatted(m.cpu(), m.cores(), m.os()))
        + "</dl>";
  }

  private static String fact(String name, String value) {
    return "<dt>%s</dt><dd>%s</dd>".formatted(Html.escape(name), Html.escape(value));
  }
}

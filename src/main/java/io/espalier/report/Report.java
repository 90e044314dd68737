package io.espalier.report;

import io.espalier.error.InputError;
import io.espalier.file.AtomicFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes {@code report.html}: one file that needs no other and no network. */
public final class Report {

  /** Its name in the run folder. */
  public static final String FILE = "report.html";

  /** The library that draws charts, one of the {@linkplain #asset assets}. */
  public static final String ECHARTS = Page.ECHARTS;

  private Report() {}

  /**
   * What pages of runs are drawn with: {@code report.css}, {@code charts.js} and {@link #ECHARTS}.
   *
   * @return its content in UTF-8
   */
  public static byte[] asset(String name) {
    return Page.resource(name).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reports on a run folder in its current state, finished or not.
   *
   * @return the file that was written
   * @throws InputError if there is no such folder, or it cannot be written
   */
  public static Path write(Path runFolder) {
    if (!Files.isDirectory(runFolder)) {
      throw new InputError("%s is not a folder; name the folder of a run".formatted(runFolder));
    }
    RunContents run = new RunReader(runFolder).read();
    if (run.isEmpty()) {
      throw new InputError(
          "%s holds no run: neither a configuration nor any results; name the folder of a run"
              .formatted(runFolder));
    }
    Path file = runFolder.resolve(FILE);
    AtomicFile.writeText(file, html(run));
    return file;
  }

  private static String html(RunContents run) {
    RunPage page = RunPage.of(run, true);
    String body =
        page.elements(section -> !section.id().equals(RunPage.PROVENANCE))
            + Html.section("files", "Files", new FilesSection(run).files())
            + page.elements(section -> section.id().equals(RunPage.PROVENANCE));
    return new Page(Page.title(run.folder()), page.subtitle(), page.headline(), body)
        .withCharts(page.charts());
  }
}

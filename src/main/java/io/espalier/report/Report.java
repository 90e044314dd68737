package io.espalier.report;

import io.espalier.error.InputError;
import io.espalier.file.AtomicFile;
import io.espalier.provenance.Provenance;
import io.espalier.report.drawing.NetworkDrawing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes {@code report.html}: one file that needs no other and no network. */
public final class Report {

  /** Its name in the run folder. */
  public static final String FILE = "report.html";

  private Report() {}

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
            + Html.section("candidates", "The candidates", new CandidatesSection(run).html())
            + Html.section("tree", "The LaNAS tree", new TreeSection(run).html())
            + Html.section(
                "ranking", "How far the ranking can be trusted", new RankSection(run).html())
            + Html.section("supernet", "Training the supernet", training.html())
            + Html.section("retrain", "Retraining the network", retraining.html())
            + Html.section("files", "Files", files.files())
            + Html.section("provenance", "Provenance", files.provenance());
    return new Page(Page.title(run.folder()), subtitle(run), new Headline(run).html(), body)
        .withCharts(data);
  }

  private static String subtitle(RunContents run) {
    return run.provenance().map(Report::subtitle).orElse("");
  }

  private static String subtitle(Provenance p) {
    return "%s, seed %d, %s".formatted(p.data().name(), p.seed(), p.when().replace('T', ' '));
  }
}

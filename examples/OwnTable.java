import io.espalier.config.Configuration;
import io.espalier.progress.Progress;
import io.espalier.run.BestArchitecture;
import io.espalier.run.Run;
import io.espalier.run.Search;
import io.espalier.settings.Settings;
import io.espalier.settings.SpaceSettings;
import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A search over a table of your own: a column for each choice and one with a score, of networks or
 * of anything else that was measured.
 */
public final class OwnTable {

  /** Searches a table with ten evaluations for its 18 rows; the argument is a folder for all. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    Path table = folder.resolve("table.csv");
    writeTable(table);
    Settings defaults = Configuration.defaults().values();
    Settings settings =
        defaults
            .withWorkDir(folder.resolve("run").toString())
            .withSpace(new SpaceSettings("table"))
            .withSearch(
                defaults
                    .search()
                    .withSearcher("gp")
                    .withBatchSize(1)
                    .withEvaluations(10)
                    .withTabular(
                        defaults
                            .search()
                            .tabular()
                            .withTable(table.toString())
                            .withTableScore("accuracy")));
    try (Run run = Run.open(settings, Progress.SILENT)) {
      new Search(run).run(true);
      SearchSpace space = run.problem().space();
      Architecture best = BestArchitecture.of(run);
      for (int c = 0; c < space.choices().size(); c++) {
        Choice choice = space.choices().get(c);
        System.out.printf("%s: %s%n", choice.name(), choice.options().get(best.pick(c)));
      }
    }
  }

  /** Made-up accuracies, where a program would have measured ones. */
  private static void writeTable(Path file) throws IOException {
    StringBuilder rows = new StringBuilder("kernel,depth,width,accuracy\n");
    for (int kernel : List.of(3, 5, 7)) {
      for (int depth : List.of(2, 4, 8)) {
        for (String width : List.of("narrow", "wide")) {
          double accuracy =
              60 + 3 * depth - 0.2 * depth * depth - kernel + (width.equals("wide") ? 4 : 0);
          rows.append("%d,%d,%s,%s%n".formatted(kernel, depth, width, accuracy));
        }
      }
    }
    Files.writeString(file, rows);
  }
}

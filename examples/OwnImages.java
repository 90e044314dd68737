import io.espalier.config.Configuration;
import io.espalier.export.ChildExport;
import io.espalier.progress.Progress;
import io.espalier.run.BestArchitecture;
import io.espalier.run.Export;
import io.espalier.run.Run;
import io.espalier.run.Search;
import io.espalier.run.Train;
import io.espalier.settings.Settings;
import io.espalier.settings.SpaceSettings;

/** Finds a network for images of your own: a folder with one sub-folder of pictures per class. */
public final class OwnImages {

  /** Arguments: folder of images, run folder, side of images in pixels, epochs, evaluations. */
  public static void main(String[] arguments) {
    int side = Integer.parseInt(arguments[2]);
    int epochs = Integer.parseInt(arguments[3]);
    int evaluations = Integer.parseInt(arguments[4]);
    Settings defaults = Configuration.defaults().values();
    Settings settings =
        defaults
            .withWorkDir(arguments[1])
            .withThreads(1)
            .withSpace(new SpaceSettings("macro"))
            .withData(defaults.data().withSource("folder:" + arguments[0]).withImageSize(side))
            .withTrain(defaults.train().withRecipe(defaults.train().recipe().withEpochs(epochs)))
            .withSearch(defaults.search().withEvaluations(evaluations));
    try (Run run = Run.open(settings, Progress.SILENT)) {
      // true: a program that was stopped continues when it is started again.
      new Train(run).run("OwnImages", true);
      new Search(run).run(true);
      ChildExport.Written child = new Export(run).run(BestArchitecture.of(run), true);
      System.out.printf("%s: %s%n", child.manifest().architecture(), child.measurement());
    }
  }
}

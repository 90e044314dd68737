package io.espalier.run;

import io.espalier.error.InputError;
import io.espalier.export.ChildExport;
import io.espalier.export.Exporter;
import io.espalier.export.Prover;
import io.espalier.export.SafetensorsExporter;
import io.espalier.progress.Progress;
import io.espalier.provenance.Provenance;
import io.espalier.retrain.RetrainRecipe;
import io.espalier.search.Limit;
import io.espalier.settings.Catalogues;
import io.espalier.settings.LimitSettings;
import io.espalier.settings.Settings;
import io.espalier.tabular.Table;
import io.espalier.task.Latencies;
import io.espalier.task.Problem;
import io.espalier.task.TableScores;
import io.espalier.task.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An open run: its settings, folder, data and progress. The operations of this package take one.
 * Not thread-safe; {@link #with(Progress)} makes one for another thread.
 */
public final class Run implements AutoCloseable {

  private final Settings settings;
  private final Catalogues catalogues;
  private final RunFolder folder;
  private final Progress progress;
  private final Optional<Cluster> cluster;
  private Task task;
  private Optional<TableScores> table;

  private Run(
      Settings settings,
      Catalogues catalogues,
      RunFolder folder,
      Progress progress,
      Optional<Cluster> cluster) {
    this.settings = settings;
    this.catalogues = catalogues;
    this.folder = folder;
    this.progress = progress;
    this.cluster = cluster;
  }

  /**
   * A run in its folder, {@code work_dir} of the settings, which is locked until the run is closed.
   * Nothing is written before there is something to keep.
   *
   * @param catalogues everything the settings can name
   * @param progress receives the progress of everything
   * @throws InputError if another process uses the folder, it cannot be written, or it holds files
   *     that were made with other settings; nothing is changed then
   */
  public static Run open(Settings settings, Catalogues catalogues, Progress progress) {
    Catalogues known = Latencies.known(catalogues, settings);
    RunFolder folder = RunFolder.open(Path.of(settings.workDir()), settings);
    return new Run(settings, known, folder, progress, Optional.empty());
  }

  /** A run in its folder, with the built-in catalogues. */
  public static Run open(Settings settings, Progress progress) {
    return open(settings, Catalogues.BUILT_IN, progress);
  }

  /** A run without a folder, for work that keeps nothing. */
  public static Run without(Settings settings, Catalogues catalogues, Progress progress) {
    return new Run(
        settings, Latencies.known(catalogues, settings), null, progress, Optional.empty());
  }

  /**
   * A run in the folder of one that another process leads, for trainings on its behalf.
   *
   * @throws InputError if there is no such folder on this machine
   */
  static Run assisting(Settings settings, Catalogues catalogues, Progress progress) {
    Path root = Path.of(settings.workDir());
    if (!Files.exists(RunFolder.config(root))) {
      throw new InputError(
          "there is no run folder %s, in which trainings keep their checkpoints; it must be on storage that all machines see, under the same path"
              .formatted(root));
    }
    RunFolder folder = RunFolder.assisting(root, settings);
    Catalogues known = Latencies.known(catalogues, settings);
    return new Run(settings, known, folder, progress, Optional.empty());
  }

  /** This run with data of its own, for another thread or another progress. */
  public Run with(Progress other) {
    return new Run(settings, catalogues, folder, other, cluster);
  }

  /** This run with other settings; the caller ensures that they suit the folder. */
  public Run with(Settings other) {
    return new Run(other, catalogues, folder, progress, cluster);
  }

  /** This run with machines that estimate and train for it; the caller closes them. */
  public Run with(Cluster machines) {
    return new Run(settings, catalogues, folder, progress, Optional.of(machines));
  }

  /** The machines that estimate and train for it, if there are others than this one. */
  Optional<Cluster> cluster() {
    return cluster;
  }

  /** The settings. */
  public Settings settings() {
    return settings;
  }

  /** Everything the settings can name. */
  public Catalogues catalogues() {
    return catalogues;
  }

  /** The run folder. */
  public RunFolder folder() {
    if (folder == null) {
      throw new IllegalStateException("this run has no folder");
    }
    return folder;
  }

  /** The progress. */
  public Progress progress() {
    return progress;
  }

  /**
   * The data and their networks.
   *
   * @throws InputError if the data cannot be found or do not suit the space
   */
  public Task task() {
    if (task == null) {
      if (settings.space().name().equals(Table.OWN_SPACE)) {
        throw new InputError(
            "the space 'table' is known by the rows of a table alone, so it has no networks to train, cut out or count; only search, top, report and validate work on it");
      }
      task = Task.of(settings, catalogues, progress);
    }
    return task;
  }

  /** The table of scores, if the run uses one. */
  public Optional<TableScores> table() {
    if (table == null) {
      table = TableScores.of(settings, catalogues);
    }
    return table;
  }

  /**
   * The search problem of the run.
   *
   * @throws InputError if the data or the table cannot be used
   */
  public Problem problem() {
    return table()
        .map(scores -> Problem.of(scores, settings.limits(), settings.search().costs()))
        .orElseGet(() -> Problem.of(task(), settings, catalogues));
  }

  /**
   * Other limits on the costs of the run's architectures.
   *
   * @throws InputError if a cost is unknown
   */
  List<Limit> limits(LimitSettings limits) {
    return with(settings.withLimits(limits)).problem().limits();
  }

  /**
   * The recipe of retrainings.
   *
   * @throws InputError if a value is out of its range
   */
  RetrainRecipe retrainRecipe() {
    return settings.retrainRecipe(catalogues);
  }

  /** The provenance of results of a command on the run's data. */
  Provenance provenance(String command) {
    return Provenance.now(command, settings.seed(), settings.hash(), task().dataUse());
  }

  /** As above, for results that depend on some settings only, whose hash is given. */
  Provenance provenance(String command, String hash) {
    return Provenance.now(command, settings.seed(), hash, task().dataUse());
  }

  /**
   * Writes and verifies children.
   *
   * @throws InputError if a format is unknown
   */
  public ChildExport childExport() {
    return new ChildExport(
        exporters(formats(settings.export().formats())), settings.export().tolerance(), progress);
  }

  /** Verifies an export again in those of these formats that are known. */
  Prover prover(List<String> formats) {
    List<String> known = catalogues.formats().names().stream().filter(formats::contains).toList();
    return new Prover(exporters(known), settings.export().tolerance(), progress);
  }

  private List<String> formats(String list) {
    return Stream.of(list.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }

  private List<Exporter> exporters(List<String> formats) {
    List<Exporter> all = new ArrayList<>(List.of(new SafetensorsExporter()));
    formats.forEach(
        name ->
            all.add(catalogues.formats().named(name).create(settings.export().own().get(name))));
    return all;
  }

  @Override
  public void close() {
    if (folder != null) {
      folder.close();
    }
  }
}

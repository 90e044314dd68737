package io.espalier.run;

import io.espalier.error.InputError;
import io.espalier.export.ChildExport;
import io.espalier.export.Exporter;
import io.espalier.export.Prover;
import io.espalier.export.SafetensorsExporter;
import io.espalier.progress.Progress;
import io.espalier.provenance.Provenance;
import io.espalier.retrain.RetrainRecipe;
import io.espalier.settings.Catalogues;
import io.espalier.settings.Settings;
import io.espalier.tabular.Table;
import io.espalier.task.Problem;
import io.espalier.task.TableScores;
import io.espalier.task.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A run at work: its settings, its folder, its data, and where it shows how far it is. The verbs of
 * this package are made with it. For one thread; {@link #with(Progress)} gives another one its own.
 */
public final class Run implements AutoCloseable {

  private final Settings settings;
  private final Catalogues catalogues;
  private final RunFolder folder;
  private final Progress progress;
  private Task task;
  private Optional<TableScores> table;

  private Run(Settings settings, Catalogues catalogues, RunFolder folder, Progress progress) {
    this.settings = settings;
    this.catalogues = catalogues;
    this.folder = folder;
    this.progress = progress;
  }

  /**
   * A run in its folder, {@code work_dir} of the settings, which is this run's alone until it is
   * closed. Nothing is written before there is something to keep.
   *
   * @param catalogues what the settings may name
   * @param progress where everything shows how far it is
   * @throws InputError if another process has the folder, it cannot be written, or it holds files
   *     that were made with other settings; nothing is changed then
   */
  public static Run open(Settings settings, Catalogues catalogues, Progress progress) {
    RunFolder folder = RunFolder.open(Path.of(settings.workDir()), settings);
    return new Run(settings, catalogues, folder, progress);
  }

  /** A run in its folder, of what comes with the program. */
  public static Run open(Settings settings, Progress progress) {
    return open(settings, Catalogues.BUILT_IN, progress);
  }

  /** A run without a folder, for what keeps nothing. */
  public static Run without(Settings settings, Catalogues catalogues, Progress progress) {
    return new Run(settings, catalogues, null, progress);
  }

  /** This run with data of its own, for another thread, or to show progress elsewhere. */
  public Run with(Progress other) {
    return new Run(settings, catalogues, folder, other);
  }

  /** This run with other settings. The caller answers for it that they suit the folder. */
  public Run with(Settings other) {
    return new Run(other, catalogues, folder, progress);
  }

  /** The settings. */
  public Settings settings() {
    return settings;
  }

  /** What the settings may name. */
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

  /** Where everything shows how far it is. */
  public Progress progress() {
    return progress;
  }

  /**
   * The data and their networks.
   *
   * @throws InputError if the data are not where they should be, or do not suit the space
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

  /** The table that scores come from, if they do. */
  public Optional<TableScores> table() {
    if (table == null) {
      table = TableScores.of(settings, catalogues);
    }
    return table;
  }

  /**
   * What the run searches.
   *
   * @throws InputError if the data or the table cannot be used
   */
  public Problem problem() {
    return table()
        .map(scores -> Problem.of(scores, settings.limits(), catalogues))
        .orElseGet(() -> Problem.of(task(), settings, catalogues));
  }

  /**
   * The recipe of retrainings.
   *
   * @throws InputError if a value is out of its range
   */
  RetrainRecipe retrainRecipe() {
    return settings.retrainRecipe(catalogues);
  }

  /** The origin of what a command makes of the run's data. */
  Provenance provenance(String command) {
    return Provenance.now(command, settings.seed(), settings.hash(), task().dataUse());
  }

  /** As above, of what depends on some of the settings only, whose hash is given. */
  Provenance provenance(String command, String hash) {
    return Provenance.now(command, settings.seed(), hash, task().dataUse());
  }

  /**
   * How children are written and proved.
   *
   * @throws InputError if a format is unknown
   */
  public ChildExport childExport() {
    return new ChildExport(
        exporters(formats(settings.export().formats())), settings.export().tolerance(), progress);
  }

  /** How an export of these formats is proved again; whatever else is named is left out. */
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

package io.espalier.run;

import io.espalier.error.InputError;
import io.espalier.file.AtomicFile;
import io.espalier.file.FolderLock;
import io.espalier.file.YamlLeaves;
import io.espalier.file.YamlText;
import io.espalier.retrain.Retraining;
import io.espalier.settings.Artifact;
import io.espalier.settings.Settings;
import io.espalier.study.Study;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folder of a run: the places of its files, and the settings that are fixed because files in it
 * were made with them.
 */
public final class RunFolder implements AutoCloseable {

  /** The default run folder. */
  public static final String DEFAULT = "runs/default";

  private final Path root;
  private final Settings settings;
  private final FolderLock lock; // null for one that another process leads
  private final boolean made;

  private RunFolder(Path root, Settings settings, FolderLock lock, boolean made) {
    this.root = root;
    this.settings = settings;
    this.lock = lock;
    this.made = made;
  }

  /**
   * Locks a run folder for a run with this configuration. Nothing is written before {@link #begin}.
   *
   * @throws InputError if another process uses it, it cannot be written, or it holds files that
   *     were made with other settings; the message names them, and nothing is changed
   */
  public static RunFolder open(Path root, Settings settings) {
    Map<String, String> saved = Files.exists(config(root)) ? YamlLeaves.read(config(root)) : null;
    boolean made = !Files.exists(root);
    RunFolder folder = new RunFolder(root, settings, FolderLock.take(root), made);
    try {
      if (saved != null) {
        folder.checkUnchanged(saved, settings.leaves());
      }
      return folder;
    } catch (InputError e) {
      folder.close();
      throw e;
    }
  }

  /** A run folder that another process has locked and lets this one work in. */
  static RunFolder assisting(Path root, Settings settings) {
    return new RunFolder(root, settings, null, false);
  }

  /** Saves the configuration once everything has been checked and the work begins. */
  public void begin() {
    String text = text();
    if (!hasBegun() || !text.equals(YamlText.write(YamlText.read(config(root)).root()))) {
      AtomicFile.writeText(config(root), text);
    }
  }

  private String text() {
    return YamlText.write(YamlText.tree(settings.withoutPrograms()));
  }

  /** Whether some work in this folder, of this run or an earlier one, has begun. */
  public boolean hasBegun() {
    return Files.exists(config(root));
  }

  /** The configuration of a run folder. */
  public static Path config(Path root) {
    return root.resolve(Settings.FILE);
  }

  /** The folder. */
  public Path root() {
    return root;
  }

  /** The supernet with everything needed to continue its training. */
  public Path lastCheckpoint() {
    return lastCheckpoint(root);
  }

  /** As above, for a run folder that is only read. */
  public static Path lastCheckpoint(Path root) {
    return root.resolve("checkpoints").resolve("last.safetensors");
  }

  /** The folder of the search with a name. */
  public Path search(String name) {
    return root.resolve("search").resolve(name);
  }

  /** The tree of a search by LaNAS, which is written while the search goes on. */
  public static Path tree(Path root, String search) {
    return root.resolve("search").resolve(search).resolve(TreeFile.NAME);
  }

  /** The folder of stored estimates. */
  public Path estimates() {
    return root.resolve("estimates");
  }

  /** The folder of trainings from scratch. */
  public Path scratch() {
    return root.resolve("scratch");
  }

  /** The folder of the ranking's figures. */
  public Path rank() {
    return root.resolve("rank");
  }

  /** The folder of an exported child. */
  public Path export(String architecture) {
    return root.resolve("export").resolve(architecture);
  }

  /** The folder of the retraining. */
  public Path retrain() {
    return root.resolve("retrain");
  }

  /** The retrained child. */
  public Path retrainedChild() {
    return retrain().resolve(Retraining.CHILD);
  }

  /** The provenance of the run's results. */
  public Path provenance() {
    return root.resolve("provenance.json");
  }

  /** The log. */
  public static Path log(Path root) {
    return root.resolve("log.txt");
  }

  /**
   * Checks that the written files are still there.
   *
   * @throws InputError if the folder was removed or replaced meanwhile
   */
  public void requireThere() {
    lock.requireThere();
  }

  /** Unlocks the folder, and removes it if it is new and nothing was written. */
  @Override
  public void close() {
    if (made && !holdsResults()) {
      try (Stream<Path> all = Files.walk(root)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      } catch (IOException e) {
        // A folder that cannot be removed stays: the outcome of the command matters more.
      }
    }
    if (lock != null) {
      lock.close();
    }
  }

  private boolean holdsResults() {
    return Files.exists(lastCheckpoint())
        || !searches().isEmpty()
        || Files.exists(estimates())
        || Files.exists(scratch())
        || Files.exists(root.resolve("export"))
        || Files.exists(retrain().resolve("checkpoints"));
  }

  private void checkUnchanged(Map<String, String> saved, Map<String, String> given) {
    if (Files.exists(lastCheckpoint())) {
      FixedSettings.check(root, "a supernet that was trained", Artifact.SUPERNET, saved, given);
    }
    if (Files.exists(retrain().resolve("checkpoints"))) {
      FixedSettings.check(root, "a child that was retrained", Artifact.CHILD, saved, given);
    }
  }

  /**
   * Checks that a search is continued with the settings it was started with.
   *
   * @param study the folder of the search
   * @throws InputError if it was started with others
   */
  void checkSearch(Path study, Settings given) {
    if (Files.exists(study.resolve(Study.JOURNAL)) && Files.exists(config(study))) {
      // The final retraining may have other settings than the trainings of a search.
      FixedSettings.check(
          root,
          "a search '%s' that was made".formatted(study.getFileName()),
          Artifact.SEARCH,
          YamlLeaves.read(config(study)),
          given.leaves());
    }
  }

  /** Keeps the settings of a search in its folder. */
  void keepSettings(Path study) {
    AtomicFile.writeText(config(study), text());
  }

  /** The names of the started searches, in order. */
  public List<String> searches() {
    return searches(root);
  }

  /** As above, for a run folder that is only read. */
  public static List<String> searches(Path root) {
    Path searches = root.resolve("search");
    if (!Files.isDirectory(searches)) {
      return List.of();
    }
    try (Stream<Path> studies = Files.list(searches)) {
      return studies
          .filter(study -> Files.exists(study.resolve(Study.JOURNAL)))
          .map(study -> study.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new InputError("cannot read %s; make the folder readable".formatted(searches), e);
    }
  }
}

package io.espalier.config;

import io.espalier.error.InputError;
import io.espalier.estimate.RecordedEstimator;
import io.espalier.progress.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The supernet of another run that differs in its seed, if there is one to compare with. */
final class OtherSeed implements AutoCloseable {

  private final Optional<Opened> opened;

  private record Opened(
      Configuration configuration, RunFolder folder, Parts parts, Estimators estimators) {}

  private OtherSeed(Optional<Opened> opened) {
    this.opened = opened;
  }

  /**
   * Opens the run in a folder.
   *
   * @param root the folder; empty for no other run
   * @param own the configuration of the run that is compared with it
   * @throws InputError if it holds no run, or one that differs in more than the seed
   */
  static OtherSeed open(Optional<Path> root, Configuration own, Progress progress) {
    return new OtherSeed(root.map(path -> open(path, own, progress)));
  }

  private static Opened open(Path root, Configuration own, Progress progress) {
    if (!Files.exists(RunFolder.config(root))) {
      throw new InputError(
          "%s holds no run to compare with; train one with another seed there: espalier train --config FILE --seed N --work-dir %s"
              .formatted(root, root));
    }
    Configuration saved = Configuration.ofRun(root);
    checkSame(root, saved, own);
    // How children are estimated is this run's to say, for both.
    Configuration like = own.set("seed=" + saved.values().seed());
    RunFolder folder = RunFolder.open(root, saved);
    try {
      Parts parts = new Parts(like.values(), progress);
      return new Opened(like, folder, parts, new Estimators(like, folder, parts, progress));
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private static void checkSame(Path root, Configuration other, Configuration own) {
    Map<String, String> theirs = other.leaves();
    List<String> differences = new ArrayList<>();
    own.leaves()
        .forEach(
            (path, value) -> {
              boolean decisive = Artifact.SUPERNET.dependsOn(path) && !path.equals("seed");
              if (decisive && !value.equals(theirs.get(path))) {
                differences.add("%s is %s, not %s".formatted(path, theirs.get(path), value));
              }
            });
    if (own.values().seed() == other.values().seed()) {
      differences.add("its seed is the same, %d".formatted(other.values().seed()));
    }
    if (!differences.isEmpty()) {
      throw new InputError(
          "%s is no other training of this supernet: %s; name a run that differs in its seed and nothing else"
              .formatted(root, String.join(", ", differences)));
    }
  }

  /** Its supernet, whose estimates are kept among those of the run that asks. */
  Optional<RecordedEstimator> recorded(Estimators asking) {
    return opened.map(
        other ->
            asking.recorded(
                Columns.OTHER_SEED,
                Estimators.hash(other.configuration(), other.parts().estimating()),
                other.estimators().named(Estimators.SUPERNET)));
  }

  @Override
  public void close() {
    opened.ifPresent(
        other -> {
          other.estimators().close();
          other.folder().close();
        });
  }
}

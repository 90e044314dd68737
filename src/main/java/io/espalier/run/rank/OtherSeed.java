package io.espalier.run.rank;

import io.espalier.error.InputError;
import io.espalier.estimate.RecordedEstimator;
import io.espalier.file.YamlLeaves;
import io.espalier.run.Estimators;
import io.espalier.run.Run;
import io.espalier.run.RunFolder;
import io.espalier.settings.Artifact;
import io.espalier.settings.EstimateWeights;
import io.espalier.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The supernet of another run that differs in its seed, if there is one to compare with. */
final class OtherSeed implements AutoCloseable {

  private final Optional<Opened> opened;

  private record Opened(Run run, Estimators estimators) {}

  private OtherSeed(Optional<Opened> opened) {
    this.opened = opened;
  }

  /**
   * Opens the run in a folder.
   *
   * @param root the folder; empty for no other run
   * @param own the run that is compared with it
   * @throws InputError if it holds no run, or one that differs in more than the seed
   */
  static OtherSeed open(Optional<Path> root, Run own) {
    return new OtherSeed(root.map(path -> open(path, own)));
  }

  private static Opened open(Path root, Run own) {
    Path file = RunFolder.config(root);
    if (!Files.exists(file)) {
      throw new InputError(
          "%s holds no run to compare with; train one with another seed there".formatted(root));
    }
    // Both runs estimate with the settings of this one.
    Settings like = own.settings().withWorkDir(root.toString());
    Map<String, String> saved = YamlLeaves.read(file);
    like = like.withSeed(checkSame(root, saved, like));
    Run run = Run.open(like, own.catalogues(), own.progress());
    return new Opened(run, new Estimators(run));
  }

  /** Returns the other seed. */
  private static long checkSame(Path root, Map<String, String> other, Settings own) {
    List<String> differences = new ArrayList<>();
    own.leaves()
        .forEach(
            (path, value) -> {
              boolean decisive = Artifact.SUPERNET.dependsOn(path) && !path.equals("seed");
              if (decisive && !value.equals(other.get(path))) {
                differences.add("%s is %s, not %s".formatted(path, other.get(path), value));
              }
            });
    String seed = other.getOrDefault("seed", "");
    if (seed.equals(Long.toString(own.seed()))) {
      differences.add("its seed is the same, " + seed);
    }
    if (!seed.matches("-?\\d{1,18}")) {
      differences.add("its seed is no number");
    }
    if (!differences.isEmpty()) {
      throw new InputError(
          "%s is no other training of this supernet: %s; name a run that differs in its seed and nothing else"
              .formatted(root, String.join(", ", differences)));
    }
    return Long.parseLong(seed);
  }

  /** Its supernet, whose estimates are kept in the folder of the run that asks. */
  Optional<RecordedEstimator> recorded(Estimators asking) {
    return opened.map(
        other ->
            asking.recorded(
                Columns.OTHER_SEED,
                other.estimators().hash(other.run().task().estimating()),
                other.estimators().named(EstimateWeights.SUPERNET)));
  }

  @Override
  public void close() {
    opened.ifPresent(
        other -> {
          other.estimators().close();
          other.run().close();
        });
  }
}

package io.espalier.run;

import io.espalier.file.Sha256;
import io.espalier.settings.EstimateWeights;
import io.espalier.settings.LimitSettings;
import io.espalier.settings.ScratchSettings;
import io.espalier.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What workers on other machines have to know to estimate architectures of a run.
 *
 * @param settings the run's settings, with absolute paths
 * @param score the name of the score
 * @param rollbacks how often a diverging training may be rolled back
 * @param weights the file of the supernet's weights, if the score needs them
 * @param dataHash the hash of the run's data, to be compared with those that a worker finds
 */
public record ClusterJob(
    Settings settings, String score, int rollbacks, Optional<Path> weights, String dataHash) {

  private static final String SCORE = "score";

  /** Estimates by a score of the run. */
  static ClusterJob estimates(Run run, String score, boolean needSupernet) {
    return new ClusterJob(
        absolute(run.settings()),
        score,
        0,
        needSupernet ? Optional.of(weights(run)) : Optional.empty(),
        run.task().dataUse().hash());
  }

  /** Trainings from scratch, in the run folder. */
  static ClusterJob trainings(Run run, ScratchSettings how, int rollbacks) {
    Settings settings = absolute(run.settings());
    return new ClusterJob(
        settings.withEstimate(settings.estimate().withScratch(how)),
        EstimateWeights.SCRATCH,
        rollbacks,
        Optional.empty(),
        run.task().dataUse().hash());
  }

  private static Path weights(Run run) {
    String given = run.settings().supernet().weights();
    return given.isEmpty() ? run.folder().lastCheckpoint() : Path.of(given);
  }

  /**
   * Settings that mean the same in another working directory, without the files that only the run
   * that leads reads.
   */
  private static Settings absolute(Settings settings) {
    String source = settings.data().source();
    int colon = source.indexOf(':') + 1;
    boolean isPath = colon > 0 && Files.exists(Path.of(source.substring(colon)));
    return settings
        .withWorkDir(absolute(settings.workDir()))
        .withData(
            settings
                .data()
                .withSource(
                    isPath
                        ? source.substring(0, colon) + absolute(source.substring(colon))
                        : source)
                .withFolder(absolute(settings.data().folder())))
        .withTrain(settings.train().withWarmStart("").withWarmStartNames(""))
        .withSearch(settings.search().withLatencyTable("").withObjectives(List.of(SCORE)))
        .withLimits(new LimitSettings(Map.of()));
  }

  private static String absolute(String path) {
    return path.isEmpty() ? path : Path.of(path).toAbsolutePath().normalize().toString();
  }

  /** A hash of everything, so that a worker prepares itself once for equal jobs. */
  public String hash() {
    return Sha256.of(settings.hash() + settings.workDir() + score + rollbacks + weights + dataHash);
  }
}

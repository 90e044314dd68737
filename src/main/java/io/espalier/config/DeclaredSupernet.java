package io.espalier.config;

import io.espalier.error.InputError;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Outcome;
import io.espalier.file.AtomicFile;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.progress.Progress;
import io.espalier.provenance.Provenance;
import io.espalier.random.Seed;
import io.espalier.report.RankReport;
import io.espalier.search.FeasibleSet;
import io.espalier.space.Architecture;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Safetensors;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.evaluate.NoiseProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A folder that declares a supernet and holds what came of it: {@code supernet.yaml}, {@code
 * weights.safetensors} (left out above {@value #MOST_BYTES} bytes), {@code checks.csv}, {@code
 * provenance.json} and, once it was ranked, {@code CARD.md}.
 */
public final class DeclaredSupernet {

  /** The largest file of weights that is kept beside its declaration. */
  static final long MOST_BYTES = 10_000_000;

  private static final int CHECKS = 32;

  /** How far the loss on noise may be off where another machine adds in another order. */
  private static final double TOLERANCE = 1e-3;

  private final Path folder;

  /**
   * The supernet that a folder declares.
   *
   * @throws InputError if it declares none
   */
  public DeclaredSupernet(Path folder) {
    this.folder = folder;
    if (Files.isRegularFile(folder)) {
      throw new InputError(
          "%s is a file, and the folder of a declared supernet is expected; give a configuration with --config %s"
              .formatted(folder, folder));
    }
    if (!Files.isRegularFile(yaml())) {
      throw new InputError(
          "%s declares no supernet: it has no supernet.yaml; supernet/ holds folders that do"
              .formatted(folder));
    }
  }

  /** Its configuration. */
  public Configuration configuration() {
    return Configuration.read(yaml()).withoutPrograms();
  }

  private Path yaml() {
    return folder.resolve("supernet.yaml");
  }

  private Path weights() {
    return folder.resolve("weights.safetensors");
  }

  private Path checks() {
    return folder.resolve("checks.csv");
  }

  /**
   * Keeps what a finished training made, if it was one as declared.
   *
   * @param made the configuration of the training; the images may come from another place
   * @param run the folder that it was made in
   */
  public void publish(Configuration made, RunFolder run, Parts parts, Progress progress) {
    Config config = made.values();
    String declared =
        configuration()
            .set("data.source=" + config.data().source())
            .set("data.folder=" + config.data().folder())
            .hash(Artifact.SUPERNET);
    if (!made.hash(Artifact.SUPERNET).equals(declared)) {
      progress.say(
          "%s is left as it is: this training had other settings than it declares"
              .formatted(folder));
      return;
    }
    Provenance provenance = Provenance.read(run.provenance());
    try (Supernet supernet = TrainedSupernet.open(config, run, parts)) {
      List<SupernetCheck> checks = check(supernet, parts, progress);
      supernet.save(weights(), Map.of("config", provenance.configHash()));
      if (Files.size(weights()) > MOST_BYTES) {
        progress.say(
            "the weights have more than %,d bytes and stay in %s"
                .formatted(MOST_BYTES, run.root()));
        Files.delete(weights());
      }
      SupernetCheck.write(checks(), checks);
      Files.copy(
          run.provenance(), folder.resolve("provenance.json"), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new InputError("cannot write %s: %s".formatted(folder, e.getMessage()), e);
    }
  }

  /** Keeps the card that a ranking of the supernet wrote in the folder that it was made in. */
  public void keepCard(RunFolder run) {
    try {
      AtomicFile.writeText(
          folder.resolve(RankReport.CARD), Files.readString(run.root().resolve(RankReport.CARD)));
    } catch (IOException e) {
      throw new InputError(
          "cannot read the card in %s: %s".formatted(run.root(), e.getMessage()), e);
    }
  }

  private static List<SupernetCheck> check(Supernet supernet, Parts parts, Progress progress) {
    List<Architecture> drawn = drawn(parts);
    Scale scale = supernet.blueprint().scale();
    NoiseProbe probe = new NoiseProbe(scale.input(), scale.classes());
    List<SupernetCheck> checks = new ArrayList<>();
    try (Progress.Task task = progress.begin("check", "architectures", drawn.size(), 0)) {
      List<Outcome> outcomes = TrainedSupernet.estimator(supernet, parts).estimate(drawn);
      for (Outcome outcome : outcomes) {
        if (outcome instanceof Estimate estimate) {
          checks.add(
              new SupernetCheck(
                  estimate.architecture().id(),
                  probe.loss(supernet.runner(estimate.architecture()), supernet.weights()),
                  estimate.score(),
                  estimate.standardError(),
                  estimate.images()));
        }
        task.advance(1, "");
      }
    }
    return checks;
  }

  private static List<Architecture> drawn(Parts parts) {
    Set<Architecture> drawn = new LinkedHashSet<>();
    FeasibleSet feasible = parts.feasible();
    Seed seed = parts.seed().derive("checks");
    for (int n = 0; n < 100 * CHECKS && drawn.size() < CHECKS; n++) {
      Architecture architecture = feasible.sample(seed.derive(n).generator());
      if (parts.blueprint().plan(architecture).readsImages()) {
        drawn.add(architecture);
      }
    }
    return List.copyOf(drawn);
  }

  /**
   * Loads the weights that are kept and has them compute again what they computed; needs no images.
   *
   * @return how many architectures were checked
   * @throws InputError if a file is missing or damaged, or an architecture computes something else
   */
  public int verify() {
    Config config = configuration().values();
    Blueprint blueprint = blueprint(config);
    List<SupernetCheck> made = SupernetCheck.read(checks(), blueprint.space());
    PyTorch.useThreads(1);
    try (Supernet supernet = Supernet.load(weights(), blueprint, PyTorch.device(config.device()))) {
      NoiseProbe probe = new NoiseProbe(blueprint.scale().input(), blueprint.scale().classes());
      for (SupernetCheck check : made) {
        Architecture architecture = blueprint.space().parse(check.architecture());
        double loss = probe.loss(supernet.runner(architecture), supernet.weights());
        if (!(Math.abs(loss - check.probe()) <= TOLERANCE * Math.max(1, check.probe()))) {
          throw new InputError(
              "%s gives a loss of %.6f on noise for %s, but %.6f when it was made; the weights do not belong to checks.csv"
                  .formatted(weights(), loss, check.architecture(), check.probe()));
        }
      }
    }
    return made.size();
  }

  /** The blueprint at the size that the weights' header names, so that no images are needed. */
  private Blueprint blueprint(Config config) {
    Map<String, String> header = Safetensors.read(weights()).metadata();
    try {
      String[] sides = header.getOrDefault("input", "").split("x", -1);
      Shape input =
          new Shape(
              Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), Integer.parseInt(sides[2]));
      Scale scale =
          new Scale(
              config.supernet().channels(),
              config.supernet().cells(),
              input,
              Integer.parseInt(header.getOrDefault("classes", "")));
      return Parts.supernet(config, scale);
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw new InputError(
          "%s does not name its input and classes; it is no supernet of Espalier"
              .formatted(weights()),
          e);
    }
  }
}

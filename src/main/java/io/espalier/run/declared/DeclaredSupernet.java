package io.espalier.run.declared;

import io.espalier.catalogue.Catalogue;
import io.espalier.error.InputError;
import io.espalier.error.Remedy;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Outcome;
import io.espalier.file.AtomicFile;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.SpaceKind;
import io.espalier.progress.Progress;
import io.espalier.provenance.Provenance;
import io.espalier.random.Seed;
import io.espalier.report.RankReport;
import io.espalier.run.Run;
import io.espalier.run.RunFolder;
import io.espalier.run.TrainedSupernet;
import io.espalier.search.FeasibleSet;
import io.espalier.settings.Artifact;
import io.espalier.settings.Settings;
import io.espalier.space.Architecture;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Safetensors;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.evaluate.NoiseProbe;
import io.espalier.task.Networks;
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
 * A folder with the declaration of a supernet and the results of its training: {@code
 * supernet.yaml}, {@code weights.safetensors} (left out above {@value #MOST_BYTES} bytes), {@code
 * checks.csv}, {@code provenance.json} and, once it has been ranked, {@code CARD.md}.
 */
public final class DeclaredSupernet {

  /** The largest file of weights that is kept. */
  static final long MOST_BYTES = 10_000_000;

  private static final int CHECKS = 32;

  /** Tolerance of the loss on noise, as other machines may add in another order. */
  private static final double TOLERANCE = 1e-3;

  private final Path folder;
  private final Settings declared;

  /**
   * A declared supernet.
   *
   * @param declared the settings in its declaration
   */
  public DeclaredSupernet(Path folder, Settings declared) {
    this.folder = folder;
    this.declared = declared;
  }

  /**
   * The declaration in a folder.
   *
   * @throws InputError if it declares no supernet
   */
  public static Path declaration(Path folder) {
    if (Files.isRegularFile(folder)) {
      throw new InputError(
          "%s is a file, not the folder of a declared supernet".formatted(folder),
          Remedy.NAME_CONFIGURATION);
    }
    Path yaml = folder.resolve("supernet.yaml");
    if (!Files.isRegularFile(yaml)) {
      throw new InputError(
          "%s declares no supernet: it has no supernet.yaml; supernet/ holds folders that do"
              .formatted(folder));
    }
    return yaml;
  }

  /** The file of weights in a folder, which need not exist. */
  public static Path weights(Path folder) {
    return folder.resolve("weights.safetensors");
  }

  private Path weights() {
    return weights(folder);
  }

  private Path checks() {
    return folder.resolve("checks.csv");
  }

  /**
   * Keeps the results of a finished training, if it had the declared settings.
   *
   * @param run the run of the training; the images may come from another place
   */
  public void publish(Run run) {
    Progress progress = run.progress();
    if (!run.settings().hash(Artifact.SUPERNET).equals(declared.hash(Artifact.SUPERNET))) {
      progress.say(
          "%s is left as it is: this training had other settings than it declares"
              .formatted(folder));
      return;
    }
    Provenance provenance = Provenance.read(run.folder().provenance());
    try (Supernet supernet = TrainedSupernet.open(run)) {
      List<SupernetCheck> checks = check(supernet, run);
      supernet.save(weights(), Map.of("config", provenance.configHash()));
      if (Files.size(weights()) > MOST_BYTES) {
        progress.say(
            "the weights have more than %,d bytes and stay in %s"
                .formatted(MOST_BYTES, run.folder().root()));
        Files.delete(weights());
      }
      SupernetCheck.write(checks(), checks);
      Files.copy(
          run.folder().provenance(),
          folder.resolve("provenance.json"),
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new InputError("cannot write %s: %s".formatted(folder, e.getMessage()), e);
    }
  }

  /** Copies the card that a ranking of the supernet wrote to its run folder. */
  public void keepCard(RunFolder run) {
    try {
      AtomicFile.writeText(
          folder.resolve(RankReport.CARD), Files.readString(run.root().resolve(RankReport.CARD)));
    } catch (IOException e) {
      throw new InputError(
          "cannot read the card in %s: %s".formatted(run.root(), e.getMessage()), e);
    }
  }

  private static List<SupernetCheck> check(Supernet supernet, Run run) {
    List<Architecture> drawn = drawn(run);
    Scale scale = supernet.blueprint().scale();
    NoiseProbe probe = new NoiseProbe(scale.input(), scale.classes());
    List<SupernetCheck> checks = new ArrayList<>();
    try (Progress.Task task = run.progress().begin("check", "architectures", drawn.size(), 0)) {
      List<Outcome> outcomes = TrainedSupernet.estimator(supernet, run).estimate(drawn);
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

  private static List<Architecture> drawn(Run run) {
    Set<Architecture> drawn = new LinkedHashSet<>();
    FeasibleSet feasible = run.problem().feasible();
    Seed seed = run.settings().rootSeed().derive("checks");
    for (int n = 0; n < 100 * CHECKS && drawn.size() < CHECKS; n++) {
      Architecture architecture = feasible.sample(seed.derive(n).generator());
      if (run.task().networks().supernet().plan(architecture).readsImages()) {
        drawn.add(architecture);
      }
    }
    return List.copyOf(drawn);
  }

  /**
   * Loads the weights and checks that they still compute the same; needs no images.
   *
   * @param spaces the spaces that can be named
   * @return the number of architectures checked
   * @throws InputError if a file is missing or damaged, or an architecture gives other results
   */
  public int verify(Catalogue<SpaceKind> spaces) {
    Blueprint blueprint = blueprint(spaces);
    List<SupernetCheck> made = SupernetCheck.read(checks(), blueprint.space());
    PyTorch.useThreads(1);
    try (Supernet supernet =
        Supernet.load(weights(), blueprint, PyTorch.device(declared.device()))) {
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

  /** The blueprint at the size in the header of the weights, so that no images are needed. */
  private Blueprint blueprint(Catalogue<SpaceKind> spaces) {
    Map<String, String> header = Safetensors.read(weights()).metadata();
    try {
      String[] sides = header.getOrDefault("input", "").split("x", -1);
      Shape input =
          new Shape(
              Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), Integer.parseInt(sides[2]));
      Scale scale = new Scale(1, 1, input, Integer.parseInt(header.getOrDefault("classes", "")));
      return new Networks(declared.space().kind(spaces), declared.supernet(), scale).supernet();
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw new InputError(
          "%s does not name its input and classes; it is no supernet of Espalier"
              .formatted(weights()),
          e);
    }
  }
}

package io.espalier.run;

import io.espalier.cost.CostEstimator;
import io.espalier.cost.CostKind;
import io.espalier.estimate.Combination;
import io.espalier.estimate.CombinedEstimator;
import io.espalier.estimate.Estimator;
import io.espalier.estimate.Outcome;
import io.espalier.estimate.RecordedEstimator;
import io.espalier.file.Sha256;
import io.espalier.settings.Artifact;
import io.espalier.settings.EstimateWeights;
import io.espalier.settings.ScoreSettings;
import io.espalier.settings.Settings;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.evaluate.EstimateSettings;
import io.espalier.supernet.zerocost.ScoreKind;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The estimators of a run by their names: each is created on first use and freed with this object.
 */
public final class Estimators implements AutoCloseable {

  /** None, with half the learning rate: all trainings are compared by one recipe. */
  static final int ROLLBACKS = 0;

  private final Run run;
  private final Settings settings;
  private final Map<String, Estimator> made = new LinkedHashMap<>();
  private final Map<Path, RecordedEstimator> recorded = new LinkedHashMap<>();
  private final Deque<AutoCloseable> closing = new ArrayDeque<>();
  private Supernet supernet;

  /** The estimators of a run. */
  public Estimators(Run run) {
    this.run = run;
    this.settings = run.settings();
  }

  /**
   * The estimator with a name; that of the supernet as configured for the search.
   *
   * @throws io.espalier.error.InputError if there is none with this name, or no trained supernet
   */
  public Estimator named(String name) {
    return made.computeIfAbsent(name, this::make);
  }

  private Estimator make(String name) {
    return switch (name) {
      case EstimateWeights.SUPERNET -> supernet(run.task().estimating());
      case EstimateWeights.SCRATCH ->
          new ScratchTrainings(run, settings.estimate().scratch()).estimator(ROLLBACKS);
      default -> untrained(name);
    };
  }

  private Estimator untrained(String name) {
    Optional<CostKind> cost = run.catalogues().costs().find(name);
    if (cost.isPresent()) {
      return CostEstimator.of(run.task().networks().supernet(), cost.get());
    }
    ScoreKind kind = run.catalogues().scores().named(name);
    ScoreSettings size = settings.estimate();
    Estimator score =
        kind.factory()
            .create(
                new ScoreKind.Setting(
                    run.task().networks().sized(size.channels(), size.cells()),
                    run.task()::proxyBatch,
                    PyTorch.device(run.settings().device()),
                    settings.rootSeed().derive("untrained")));
    if (score instanceof AutoCloseable closeable) {
      closing.push(closeable);
    }
    return score;
  }

  /** The trained supernet's estimator with other settings than the search's. */
  private Estimator supernet(EstimateSettings how) {
    return TrainedSupernet.estimator(supernet(), run, how);
  }

  private Supernet supernet() {
    if (supernet == null) {
      supernet = TrainedSupernet.open(run);
      closing.push(supernet);
    }
    return supernet;
  }

  /**
   * The hash of the supernet's weights; empty if none are needed.
   *
   * @throws io.espalier.error.InputError if there is no trained supernet
   */
  String weightsHash() {
    return settings.estimate().weights().needSupernet() ? supernet().weights().hash() : "";
  }

  /**
   * Opens the stored estimates of the configured combination.
   *
   * @throws io.espalier.error.InputError if it is not as it was written
   */
  public void requireSound() {
    settings.estimate().weights().used().forEach(this::recorded);
  }

  /** The estimator with a name, whose outcomes are shared with the other searches of the run. */
  Estimator shared(String name) {
    // Trainings have a folder of their own, and results of races depend on the participants.
    boolean alone =
        name.equals(EstimateWeights.SCRATCH)
            || (name.equals(EstimateWeights.SUPERNET)
                && settings.search().estimating().racing() > 0);
    return alone ? named(name) : recorded(name);
  }

  /** The estimator with a name, whose outcomes are kept in the run folder. */
  public RecordedEstimator recorded(String name) {
    return switch (name) {
      case EstimateWeights.SUPERNET -> recorded(run.task().estimating());
      case EstimateWeights.SCRATCH -> recorded(name, hash(Artifact.SCRATCH_ESTIMATE), named(name));
      default ->
          recorded(
              name,
              hash(Artifact.UNTRAINED_SCORE) + settings.search().latencyTableHash(),
              named(name));
    };
  }

  private String hash(Artifact artifact) {
    return Sha256.of(settings.hash(artifact) + run.task().dataUse().hash());
  }

  /** The supernet's estimator with these settings, whose outcomes are kept in the run folder. */
  public RecordedEstimator recorded(EstimateSettings how) {
    // The result of a race depends on the other architectures, so it must not be stored.
    EstimateSettings alone = how.withoutRacing();
    return recorded(EstimateWeights.SUPERNET, hash(alone), supernet(alone));
  }

  /** A short hash of the settings that a supernet's estimates depend on. */
  public String hash(EstimateSettings how) {
    return Sha256.of(
        hash(Artifact.SUPERNET_ESTIMATE)
            + supernet().weights().hash()
            + how.batchNorm().name()
            + how.score().name()
            + (how.canonical() ? "canonical" : ""));
  }

  /** An estimator whose outcomes are kept in the run folder, under a name and a hash. */
  public RecordedEstimator recorded(String name, String hash, Estimator source) {
    Path file = run.folder().estimates().resolve("%s-%s.csv".formatted(name, hash.substring(0, 8)));
    return recorded.computeIfAbsent(
        file,
        path -> {
          RecordedEstimator opened = new RecordedEstimator(path, space(), source);
          closing.push(opened);
          return opened;
        });
  }

  private SearchSpace space() {
    return run.task().networks().space();
  }

  /**
   * The configured combination.
   *
   * @return empty if a stop was asked for
   */
  public Optional<Combination> combination() {
    return combination(settings.estimate().weights().byName());
  }

  /**
   * The combination with other weights, given by the names of the scores; empty if a stop was asked
   * for.
   */
  public Optional<Combination> combination(Map<String, Double> weights) {
    // The architectures that combined scores are measured against, drawn uniformly.
    RandomGenerator random = settings.rootSeed().derive("reference").generator();
    List<Architecture> reference =
        Stream.generate(() -> space().sample(random))
            .limit(settings.estimate().reference())
            .toList();
    Map<String, List<Outcome>> outcomes = new LinkedHashMap<>();
    for (Map.Entry<String, Double> weight : weights.entrySet()) {
      if (weight.getValue() > 0) {
        String name = weight.getKey();
        Optional<List<Outcome>> all =
            Estimates.all(recorded(name), reference, "reference " + name, run.progress());
        if (all.isEmpty()) {
          return Optional.empty();
        }
        outcomes.put(name, all.get());
      }
    }
    return Optional.of(Combination.of(weights, outcomes));
  }

  /**
   * The configured combination as an estimator.
   *
   * @return empty if a stop was asked for
   */
  Optional<Estimator> combined() {
    return combination()
        .map(
            combination -> {
              Map<String, Estimator> members = new LinkedHashMap<>();
              combination.parts().forEach(part -> members.put(part.name(), shared(part.name())));
              return new CombinedEstimator(members, combination);
            });
  }

  @Override
  public void close() {
    while (!closing.isEmpty()) {
      try {
        closing.pop().close();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException("an estimator cannot be closed", e);
      }
    }
  }
}

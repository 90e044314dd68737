package io.espalier.config;

import ai.djl.Device;
import io.espalier.cost.CostEstimator;
import io.espalier.error.InputError;
import io.espalier.estimate.Combination;
import io.espalier.estimate.CombinedEstimator;
import io.espalier.estimate.EstimateStopped;
import io.espalier.estimate.Estimator;
import io.espalier.estimate.Outcome;
import io.espalier.estimate.RecordedEstimator;
import io.espalier.file.Sha256;
import io.espalier.plan.Blueprint;
import io.espalier.progress.Progress;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.evaluate.EstimateSettings;
import io.espalier.supernet.zerocost.LogSynflowEstimator;
import io.espalier.supernet.zerocost.NaswotEstimator;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The estimators of a run by their names: each is made when it is first asked for, and freed with
 * this object.
 */
final class Estimators implements AutoCloseable {

  static final String SUPERNET = "supernet";
  static final String SCRATCH = "scratch";
  static final String LOG_SYNFLOW = "log_synflow";
  static final String NASWOT = "naswot";
  static final String PARAMS = "params";
  static final String MACS = "macs";

  private static final int MOST_AT_ONCE = 64;
  private static final double SECONDS_AT_ONCE = 2;

  private final Configuration configuration;
  private final Config config;
  private final RunFolder folder;
  private final Parts parts;
  private final Progress progress;
  private final Map<String, Estimator> made = new LinkedHashMap<>();
  private final Map<Path, RecordedEstimator> recorded = new LinkedHashMap<>();
  private final Deque<Runnable> closing = new ArrayDeque<>();
  private Supernet supernet;

  /**
   * The estimators of the run in {@code folder}.
   *
   * @param progress where trainings from scratch tell how they went
   */
  Estimators(Configuration configuration, RunFolder folder, Parts parts, Progress progress) {
    this.configuration = configuration;
    this.config = configuration.values();
    this.folder = folder;
    this.parts = parts;
    this.progress = progress;
  }

  /** The estimator of a name; the supernet's as the search is configured to use it. */
  Estimator named(String name) {
    return made.computeIfAbsent(name, this::make);
  }

  private Estimator make(String name) {
    Device device = PyTorch.device(config.device());
    Seed seed = parts.seed().derive("untrained");
    return switch (name) {
      case SUPERNET -> supernet(parts.estimating());
      case SCRATCH ->
          // None is brought back with half the rate: all are compared by one recipe.
          new ScratchTrainings(configuration, folder, parts, config.estimate().scratch())
              .estimator(0, progress);
      case PARAMS -> CostEstimator.params(parts.blueprint());
      case MACS -> CostEstimator.macs(parts.blueprint());
      case LOG_SYNFLOW -> {
        LogSynflowEstimator made = new LogSynflowEstimator(parts.untrained(), device, seed);
        closing.push(made::close);
        yield made;
      }
      case NASWOT -> {
        Blueprint blueprint = parts.untrained();
        NaswotEstimator made = new NaswotEstimator(blueprint, parts.proxyBatch(), device, seed);
        closing.push(made::close);
        yield made;
      }
      default -> throw new IllegalArgumentException("no estimator is called " + name);
    };
  }

  /** The trained supernet's estimator with other settings than the search's. */
  Estimator supernet(EstimateSettings settings) {
    return TrainedSupernet.estimator(supernet(), parts, settings);
  }

  private Supernet supernet() {
    if (supernet == null) {
      supernet = TrainedSupernet.open(config, folder, parts);
      closing.push(supernet::close);
    }
    return supernet;
  }

  /**
   * The hash of the supernet's weights; empty if none are needed.
   *
   * @throws InputError if there is no trained supernet
   */
  String weightsHash() {
    return config.estimate().weights().needSupernet() ? supernet().weights().hash() : "";
  }

  /**
   * Opens what was estimated before for the configured combination.
   *
   * @throws InputError if it is not as it was written
   */
  void requireSound() {
    config
        .estimate()
        .weights()
        .byName()
        .forEach(
            (name, weight) -> {
              if (weight > 0) {
                recorded(name);
              }
            });
  }

  /** The estimator of a name, whose outcomes are kept in the run folder. */
  RecordedEstimator recorded(String name) {
    return switch (name) {
      case SUPERNET -> recorded(parts.estimating());
      case SCRATCH -> recorded(name, configuration.hash(Artifact.SCRATCH_ESTIMATE), named(name));
      default -> recorded(name, configuration.hash(Artifact.UNTRAINED_SCORE), named(name));
    };
  }

  /** The supernet's estimator with these settings, whose outcomes are kept in the run folder. */
  RecordedEstimator recorded(EstimateSettings settings) {
    // A race decides by what else is asked for; what is remembered must not hang on that.
    EstimateSettings alone = settings.withoutRacing();
    return recorded(SUPERNET, hash(configuration, alone), supernet(alone));
  }

  /** What a supernet's estimates hang on, in few letters. */
  static String hash(Configuration configuration, EstimateSettings settings) {
    return Sha256.of(
        configuration.hash(Artifact.SUPERNET_ESTIMATE)
            + settings.batchNorm().name()
            + settings.score().name()
            + (settings.canonical() ? "canonical" : ""));
  }

  /** An estimator whose outcomes are kept in the run folder, under a name and a hash. */
  RecordedEstimator recorded(String name, String hash, Estimator source) {
    Path file = folder.estimates().resolve("%s-%s.csv".formatted(name, hash.substring(0, 8)));
    return recorded.computeIfAbsent(
        file,
        path -> {
          RecordedEstimator opened = new RecordedEstimator(path, parts.space(), source);
          closing.push(opened::close);
          return opened;
        });
  }

  /**
   * All of these estimated, a few at a time.
   *
   * @return empty if a stop was asked for; what was estimated until then is kept
   */
  static Optional<List<Outcome>> all(
      RecordedEstimator estimator,
      List<Architecture> architectures,
      String what,
      Progress progress) {
    List<Outcome> outcomes = new ArrayList<>(architectures.size());
    long known = estimator.known(architectures);
    List<Architecture> open = architectures;
    if (known == architectures.size()) {
      return Optional.of(estimator.estimate(architectures));
    }
    int atOnce = 1;
    try (Progress.Task task = progress.begin(what, "architectures", architectures.size(), known)) {
      while (!open.isEmpty()) {
        if (progress.stopRequested()) {
          return Optional.empty();
        }
        List<Architecture> next = open.subList(0, Math.min(atOnce, open.size()));
        long fresh = next.size() - estimator.known(next);
        long start = System.nanoTime();
        try {
          outcomes.addAll(estimator.estimate(next));
        } catch (EstimateStopped e) {
          return Optional.empty();
        }
        if ((System.nanoTime() - start) / 1e9 < SECONDS_AT_ONCE / 2) {
          atOnce = Math.min(2 * atOnce, MOST_AT_ONCE);
        }
        task.advance(fresh, "");
        open = open.subList(next.size(), open.size());
      }
    }
    return Optional.of(outcomes);
  }

  /** The architectures that combined scores are measured against, drawn uniformly. */
  List<Architecture> reference() {
    RandomGenerator random = parts.seed().derive("reference").generator();
    return Stream.generate(() -> parts.space().sample(random))
        .limit(config.estimate().reference())
        .toList();
  }

  /**
   * The configured combination.
   *
   * @return empty if a stop was asked for
   */
  Optional<Combination> combination(Progress progress) {
    return combination(config.estimate().weights().byName(), progress);
  }

  /**
   * The combination with other weights, by the estimators' names; empty if a stop was asked for.
   */
  Optional<Combination> combination(Map<String, Double> weights, Progress progress) {
    Map<String, List<Outcome>> outcomes = new LinkedHashMap<>();
    List<Architecture> reference = reference();
    for (Map.Entry<String, Double> weight : weights.entrySet()) {
      if (weight.getValue() > 0) {
        String name = weight.getKey();
        Optional<List<Outcome>> all = all(recorded(name), reference, "reference " + name, progress);
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
  Optional<Estimator> combined(Progress progress) {
    return combination(progress)
        .map(
            combination -> {
              Map<String, Estimator> members = new LinkedHashMap<>();
              combination.parts().forEach(part -> members.put(part.name(), named(part.name())));
              return new CombinedEstimator(members, combination);
            });
  }

  @Override
  public void close() {
    while (!closing.isEmpty()) {
      closing.pop().run();
    }
  }
}

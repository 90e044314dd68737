package io.espalier.cli;

import io.espalier.config.Configuration;
import io.espalier.config.RunFolder;
import io.espalier.error.InputError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Option;

/** The flags that say which run is meant and with which settings. */
final class RunOptions {

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The configuration (YAML); default: the one saved in --work-dir.")
  Path config;

  @Option(
      names = {"-w", "--work-dir"},
      paramLabel = "DIR",
      description = "The run folder; default: work_dir of the configuration.")
  Path workDir;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Changes one setting, for example --set train.epochs=3; may be repeated.")
  List<String> settings = new ArrayList<>();

  @Option(names = "--seed", paramLabel = "N", description = "The seed of the run.")
  Long seed;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "cpu, gpu, gpu:0 or auto (the first GPU if there is one).")
  String device;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "CPU threads of one operation; 0: one per core.")
  Integer threads;

  @Option(names = "--max-macs", paramLabel = "M", description = "At most so many million MACs.")
  Double maximumMacs;

  @Option(
      names = "--max-params",
      paramLabel = "M",
      description = "At most so many million parameters.")
  Double maximumParams;

  /**
   * The configuration: the named file, else the one saved in the run folder, else {@code standard};
   * over it the settings, in their order, and over these the flags.
   */
  Configuration configuration(Configuration standard) {
    return configuration(standard, given -> given);
  }

  /**
   * As above.
   *
   * @param before what is changed before the settings, which count more
   */
  Configuration configuration(Configuration standard, UnaryOperator<Configuration> before) {
    Configuration configuration = before.apply(base(standard));
    for (String setting : settings) {
      configuration = configuration.set(setting);
    }
    configuration = with(configuration, "work_dir", workDir);
    configuration = with(configuration, "seed", seed);
    configuration = with(configuration, "device", device);
    configuration = with(configuration, "threads", threads);
    configuration = with(configuration, "limits.macs.1", maximumMacs);
    return with(configuration, "limits.params.1", maximumParams);
  }

  /** {@code configuration} with a setting changed, if there is a value for it. */
  static Configuration with(Configuration configuration, String key, Object value) {
    return value == null ? configuration : configuration.set(key + "=" + value);
  }

  private Configuration base(Configuration standard) {
    if (config != null) {
      return Configuration.read(config);
    }
    if (workDir != null && Files.exists(RunFolder.config(workDir))) {
      return Configuration.ofRun(workDir);
    }
    if (standard != null) {
      return standard;
    }
    if (workDir != null) {
      throw new InputError(
          "%s holds no run yet; give a configuration with --config (espalier init writes one)"
              .formatted(workDir));
    }
    throw new InputError(
        "which run? Give a configuration with --config FILE (espalier init writes one) or the folder of a run with --work-dir DIR");
  }
}

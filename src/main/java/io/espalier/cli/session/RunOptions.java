package io.espalier.cli.session;

import io.espalier.config.Configuration;
import io.espalier.cost.CostKind;
import io.espalier.error.InputError;
import io.espalier.run.RunFolder;
import io.espalier.settings.Catalogues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

public final class RunOptions {

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The configuration file (YAML); default: the one saved in --work-dir.")
  public Path config;

  @Option(
      names = {"-w", "--work-dir"},
      paramLabel = "DIR",
      description = "The run folder; default: work_dir of the configuration.")
  public Path workDir;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Changes a setting, for example --set train.epochs=3; may be repeated.")
  public List<String> settings = new ArrayList<>();

  @Option(
      names = "--search",
      paramLabel = "NAME",
      description =
          "The name of the search; default: search.name, or else derived from searcher and limits.")
  public String search;

  @Option(names = "--seed", paramLabel = "N", description = "The seed of the run.")
  public Long seed;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "cpu, gpu, gpu:0 or auto (the first GPU, if there is one).")
  public String device;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "CPU threads per operation; 0: one per core.")
  public Integer threads;

  /** The flag of each cost's limit, by the cost's name. */
  private final Map<String, OptionSpec> limits = new LinkedHashMap<>();

  @Spec(Spec.Target.MIXEE)
  public CommandSpec command;

  /**
   * Adds {@code --max-NAME}, with its unit, for each cost to the commands that have these options.
   */
  public static CommandLine withLimits(CommandLine program, Catalogues catalogues) {
    for (CommandLine command : program.getSubcommands().values()) {
      command.getCommandSpec().mixins().values().stream()
          .map(CommandSpec::userObject)
          .filter(RunOptions.class::isInstance)
          .forEach(mixin -> ((RunOptions) mixin).addLimits(command.getCommandSpec(), catalogues));
    }
    return program;
  }

  private void addLimits(CommandSpec to, Catalogues catalogues) {
    for (CostKind kind : catalogues.costs().entries()) {
      OptionSpec limit =
          OptionSpec.builder("--max-" + kind.nameWithUnit())
              .type(Double.class)
              .paramLabel("N")
              .description("Maximum " + kind.unit() + ".")
              .build();
      limits.put(kind.name(), limit);
      to.addOption(limit);
    }
  }

  public Catalogues catalogues() {
    return Session.catalogues(command);
  }

  /**
   * The configuration: the named file, else the one saved in the run folder, else {@code standard};
   * over it the settings, in their order, and over these the flags.
   */
  public Configuration configuration(Configuration standard) {
    return configuration(standard, given -> given);
  }

  /**
   * As above.
   *
   * @param before changes that the settings take precedence over
   */
  public Configuration configuration(Configuration standard, UnaryOperator<Configuration> before) {
    Configuration configuration = before.apply(base(standard));
    for (String setting : settings) {
      configuration = configuration.set(setting);
    }
    configuration = with(configuration, "work_dir", workDir);
    configuration = with(configuration, "search.name", search);
    configuration = with(configuration, "seed", seed);
    configuration = with(configuration, "device", device);
    configuration = with(configuration, "threads", threads);
    for (Map.Entry<String, OptionSpec> limit : limits.entrySet()) {
      String key = "limits.%s.1".formatted(limit.getKey());
      configuration = with(configuration, key, limit.getValue().getValue());
    }
    return configuration;
  }

  /** {@code configuration} with a setting changed, if there is a value for it. */
  public static Configuration with(Configuration configuration, String key, Object value) {
    return value == null ? configuration : configuration.set(key + "=" + value);
  }

  private Configuration base(Configuration standard) {
    if (config != null) {
      return Configuration.read(config, catalogues());
    }
    if (workDir != null && Files.exists(RunFolder.config(workDir))) {
      return Configuration.ofRun(workDir, catalogues());
    }
    if (standard != null) {
      return standard;
    }
    if (workDir != null) {
      throw new InputError(
          "%s holds no run yet; name a configuration (--config FILE; espalier init writes one)"
              .formatted(workDir));
    }
    throw new InputError(
        "No run given: name a configuration (--config FILE; espalier init writes one) or the folder of a run (--work-dir DIR)");
  }
}

package io.espalier.spark;

import io.espalier.error.InputError;
import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;

/** How Spark is set up for estimates and trainings. */
final class SparkOptions {

  /** Environment variables that change what is computed, or where files are found. */
  private static final Pattern PASSED_ON =
      Pattern.compile(
          "(ONEDNN|DNNL|OMP|KMP|GOMP|MKL|OPENBLAS|TORCH|PYTORCH|MALLOC|ESPALIER|DJL)_.*|LD_LIBRARY_PATH");

  private static final String JAVA_FLAGS =
      "-XX:+UseSerialGC -Djava.awt.headless=true -DOPT_OUT_TRACKING=true"
          + " -Dorg.slf4j.simpleLogger.defaultLogLevel=warn";

  private SparkOptions() {}

  /**
   * The setup for a cluster.
   *
   * @param given Spark's own options, which take precedence
   * @throws InputError if one is none of Spark's
   */
  static SparkConf of(String address, Map<String, String> given) {
    // Not those of system properties: whoever reads the command must see all options.
    SparkConf conf = new SparkConf(false);
    conf.setAppName("espalier").setMaster(address);
    // A training that is made twice costs an hour to save a minute.
    conf.set("spark.speculation", "false");
    // An executor that dies is no reason to give up its task.
    conf.set("spark.task.maxFailures", "50");
    conf.set("spark.stage.maxConsecutiveAttempts", "50");
    conf.set("spark.executor.cores", "1");
    conf.set("spark.executor.memory", "2g");
    // Networks and images lie outside of Java's heap.
    conf.set("spark.executor.memoryOverhead", "2g");
    conf.set("spark.ui.enabled", "false");
    conf.set("spark.ui.showConsoleProgress", "false");
    conf.set("spark.executor.extraJavaOptions", JAVA_FLAGS);
    conf.set("spark.executor.extraClassPath", classPath());
    System.getenv().entrySet().stream()
        .filter(variable -> PASSED_ON.matcher(variable.getKey()).matches())
        .forEach(variable -> conf.setExecutorEnv(variable.getKey(), variable.getValue()));
    given.forEach(
        (name, value) -> {
          if (!name.startsWith("spark.")) {
            throw new InputError(
                "'%s' is no option of Spark; they begin with 'spark.', such as spark.executor.memory"
                    .formatted(name));
          }
          conf.set(name, value);
        });
    return conf;
  }

  /** This program's own, for machines that see the same folders. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}

package io.espalier.spark;

import io.espalier.error.InputError;
import io.espalier.error.Remedy;
import io.espalier.error.Trouble;
import io.espalier.estimate.Workers;
import io.espalier.file.Sha256;
import io.espalier.file.YamlText;
import io.espalier.progress.Progress;
import io.espalier.provenance.Versions;
import io.espalier.run.Cluster;
import io.espalier.run.ClusterJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;

/** A connection to a Spark cluster. */
final class SparkCluster implements Cluster {

  private static final long SECONDS_FOR_THE_FIRST_EXECUTOR = 60;

  private final JavaSparkContext spark;
  private final int cpusPerTask;
  private final boolean isLocal;

  private SparkCluster(JavaSparkContext spark) {
    this.spark = spark;
    this.cpusPerTask = spark.getConf().getInt("spark.task.cpus", 1);
    this.isLocal = spark.isLocal();
  }

  /**
   * Connects, and waits for the first executor.
   *
   * @throws InputError if there is none within a minute, or an option is none of Spark's
   */
  static SparkCluster connect(String address, Map<String, String> options, Progress progress) {
    SparkConf conf = SparkOptions.of(address, options);
    SparkCluster cluster;
    try {
      cluster = new SparkCluster(new JavaSparkContext(conf));
    } catch (RuntimeException e) {
      throw unusable(address, e);
    }
    try {
      cluster.awaitExecutor(address);
      progress.say(cluster.words());
      return cluster;
    } catch (InputError e) {
      cluster.close();
      throw e;
    }
  }

  private static InputError unusable(String address, Exception e) {
    Throwable cause = e.getCause() instanceof SparkException ? e.getCause() : e;
    return new InputError(
            "Spark cannot use the cluster %s: %s".formatted(address, cause.getMessage()), e)
        .see(Trouble.CLUSTER);
  }

  private void awaitExecutor(String address) {
    long end = System.nanoTime() + SECONDS_FOR_THE_FIRST_EXECUTOR * 1_000_000_000;
    while (!isLocal && (spark.sc().isStopped() || executors() == 0)) {
      if (System.nanoTime() > end || spark.sc().isStopped()) {
        throw new InputError(
                "no worker of %s has taken the work within %d s, or Spark could not start one; check that workers are registered and free, and that they run Spark %s with Scala 2.13 (their logs say why an executor ended)"
                    .formatted(address, SECONDS_FOR_THE_FIRST_EXECUTOR, spark.version()))
            .see(Trouble.CLUSTER);
      }
      try {
        Thread.sleep(200);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for workers", e);
      }
    }
  }

  /** The number of executors. */
  private int executors() {
    // The driver is among those that the tracker lists.
    return spark.sc().statusTracker().getExecutorInfos().length - 1;
  }

  /**
   * The number of tasks that can run at a time.
   *
   * @throws InputError if Spark has ended the connection
   */
  int slots() {
    if (spark.sc().isStopped()) {
      throw new InputError(
              "Spark has ended the connection to the cluster; see whether its master still runs, and continue then",
              Remedy.CONTINUE)
          .see(Trouble.CLUSTER);
    }
    int cores =
        isLocal
            ? spark.defaultParallelism()
            : executors() * spark.getConf().getInt("spark.executor.cores", 1);
    return Math.max(1, cores / cpusPerTask);
  }

  @Override
  public Workers workers(ClusterJob job) {
    Optional<String> weights = job.weights().map(this::send);
    Work work =
        new Work(
            job.hash(),
            YamlText.write(YamlText.tree(job.settings().withoutPrograms())),
            job.score(),
            job.rollbacks(),
            weights.orElse(""),
            job.dataHash(),
            program(),
            cpusPerTask);
    return new SparkWorkers(this, spark, work);
  }

  /** Sends a file to every executor that needs it, under a name that its content has alone. */
  private String send(Path file) {
    try {
      String name = Sha256.of(Files.readAllBytes(file)) + "-" + file.getFileName();
      if (spark.sc().listFiles().exists(sent -> sent.endsWith("/" + name))) {
        return name;
      }
      Path copy = Files.createTempDirectory("espalier-weights").resolve(name);
      Files.copy(file, copy);
      spark.addFile(copy.toString());
      return name;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot send " + file, e);
    }
  }

  /** The program's version, which must be the same everywhere. */
  static String program() {
    Versions here = Versions.ofThisProgram();
    return "%s, DJL %s, PyTorch %s".formatted(here.espalier(), here.djl(), here.pytorch());
  }

  @Override
  public String words() {
    return "Spark %s at %s, %d tasks at a time".formatted(spark.version(), spark.master(), slots());
  }

  @Override
  public void close() {
    if (!spark.sc().isStopped()) {
      spark.sc().cancelAllJobs();
    }
    spark.close();
  }
}

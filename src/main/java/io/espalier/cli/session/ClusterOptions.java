package io.espalier.cli.session;

import io.espalier.run.Cluster;
import io.espalier.run.Run;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Option;

/** The flags of commands that can have their estimates and trainings made on other machines. */
public final class ClusterOptions {

  @Option(
      names = "--cluster",
      paramLabel = "ADDRESS",
      description =
          "Estimates and trains on a Spark cluster: spark://host:port, local[n] (threads of this"
              + " process) or local-cluster[n,cores,MiB] (processes of this machine).")
  public String address;

  @Option(
      names = "--cluster-conf",
      paramLabel = "NAME=VALUE",
      description = "An option of Spark, such as spark.executor.memory=4g; may be repeated.")
  public Map<String, String> conf = new LinkedHashMap<>();

  /** Works on a run, with the cluster if there is one, which is left afterwards. */
  public int with(Run run, ToIntFunction<Run> work) {
    if (address == null) {
      return work.applyAsInt(run);
    }
    try (Cluster cluster = Cluster.connect(address, conf, run.progress())) {
      return work.applyAsInt(run.with(cluster));
    }
  }
}

package io.espalier.run;

import io.espalier.error.InputError;
import io.espalier.error.Trouble;
import io.espalier.estimate.Workers;
import io.espalier.progress.Progress;
import java.util.Map;
import java.util.ServiceLoader;

/** Machines that estimate and train architectures for a run. */
public interface Cluster extends AutoCloseable {

  /**
   * Workers on it.
   *
   * @throws InputError if the cluster cannot be used for the job
   */
  Workers workers(ClusterJob job);

  /** The cluster in a few words, with the number of its workers. */
  String words();

  /** Ends everything that is under way there. */
  @Override
  void close();

  /**
   * A kind of clusters. Unlike everything else that can be named, kinds are found by Java's own
   * means for optional parts ({@link ServiceLoader}): their libraries are not in every build.
   */
  interface Kind {

    /** Whether an address is one of this kind's. */
    boolean knows(String address);

    /**
     * Connects to a cluster.
     *
     * @param options options of its own, by name
     * @throws InputError if it cannot be reached, or an option is wrong
     */
    Cluster connect(String address, Map<String, String> options, Progress progress);
  }

  /**
   * Connects to a cluster.
   *
   * @param address {@code spark://host:port}, {@code local[n]} or {@code
   *     local-cluster[n,cores,MiB]}
   * @param options options of the kind's own, by name
   * @throws InputError if it cannot be reached, or this build knows no such clusters
   */
  static Cluster connect(String address, Map<String, String> options, Progress progress) {
    return ServiceLoader.load(Kind.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(kind -> kind.knows(address))
        .findFirst()
        .orElseThrow(() -> unknown(address))
        .connect(address, options, progress);
  }

  private static InputError unknown(String address) {
    boolean none = ServiceLoader.load(Kind.class).findFirst().isEmpty();
    String why =
        none
            ? "this build has no Spark; build it with the Maven profile spark"
            : "allowed are spark://host:port, local[n] and local-cluster[n,cores,MiB]";
    return new InputError("the cluster '%s' cannot be used: %s".formatted(address, why))
        .see(Trouble.CLUSTER);
  }
}

package io.espalier.spark;

import io.espalier.error.InputError;
import io.espalier.error.Trouble;
import io.espalier.progress.Progress;
import io.espalier.run.Cluster;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Clusters that Spark runs: of its own, or made of threads or processes of this machine. */
public final class SparkKind implements Cluster.Kind {

  private static final Pattern MASTER = Pattern.compile("spark://([^:/,]+):(\\d{1,5})");
  private static final Pattern HERE =
      Pattern.compile("local\\[(\\d+|\\*)]|local-cluster\\[\\d+,\\d+,\\d+]");
  private static final int CONNECT_MILLISECONDS = 5_000;

  @Override
  public boolean knows(String address) {
    return MASTER.matcher(address).matches() || HERE.matcher(address).matches();
  }

  @Override
  public Cluster connect(String address, Map<String, String> options, Progress progress) {
    Matcher master = MASTER.matcher(address);
    if (master.matches()) {
      // Spark itself would try for a minute and then end the program.
      requireReachable(address, master.group(1), Integer.parseInt(master.group(2)));
    }
    return SparkCluster.connect(address, options, progress);
  }

  private static void requireReachable(String address, String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLISECONDS);
    } catch (IOException | IllegalArgumentException e) {
      throw new InputError(
              "no Spark master answers at %s (%s); start one, or correct the address"
                  .formatted(address, e.getMessage()),
              e)
          .see(Trouble.CLUSTER);
    }
  }
}

package io.espalier.spark;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A cluster of Spark's own kind on this machine: a master and workers of one core each, from the
 * jars that the tests run with. Everything ends with it.
 */
final class StandaloneCluster implements AutoCloseable {

  private final Path home;
  private final int port;
  private final Process master;
  private final List<Process> workers = new ArrayList<>();
  private int started;

  /**
   * Starts a master.
   *
   * @param home an empty folder for its logs and work
   */
  StandaloneCluster(Path home) throws IOException {
    this.home = home;
    // Workers look for Spark's jars here; executors get a class path of their own.
    Files.createDirectories(home.resolve("jars"));
    try (ServerSocket free = new ServerSocket(0)) {
      this.port = free.getLocalPort();
    }
    this.master =
        start("master", "Master", "--host", "127.0.0.1", "--port", Integer.toString(port));
    awaitMaster();
  }

  private void awaitMaster() throws IOException {
    for (int n = 0; n < 600 && master.isAlive(); n++) {
      try (Socket answered = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (answered.isConnected()) {
          return;
        }
      } catch (ConnectException e) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      }
    }
    throw new IOException(
        "the master does not start: " + Files.readString(home.resolve("master.log")));
  }

  String address() {
    return "spark://127.0.0.1:" + port;
  }

  /** Starts another worker. */
  void addWorker() throws IOException {
    workers.add(worker());
  }

  private Process worker() throws IOException {
    started++;
    String work = home.resolve("work" + started).toString();
    return start(
        "worker" + started,
        "Worker",
        "--cores",
        "1",
        "--memory",
        "3g",
        "--host",
        "127.0.0.1",
        "--work-dir",
        work,
        address());
  }

  /** The processes that work for an application. */
  List<ProcessHandle> executors() {
    return workers.stream()
        .flatMap(worker -> worker.toHandle().descendants())
        .filter(ProcessHandle::isAlive)
        .toList();
  }

  /** Kills a worker, which leaves its executor without one, and starts another. */
  void replaceWorker(int index) throws IOException {
    List<ProcessHandle> orphans = workers.get(index).toHandle().descendants().toList();
    workers.get(index).destroyForcibly();
    orphans.forEach(ProcessHandle::destroyForcibly);
    workers.set(index, worker());
  }

  private Process start(String name, String what, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            // Executors that are killed must not end the application.
            "-Dspark.deploy.maxExecutorRetries=-1",
            "-Dspark.master.ui.port=0",
            "-Dspark.worker.ui.port=0",
            "-cp",
            System.getProperty("java.class.path"),
            "org.apache.spark.deploy." + what.toLowerCase(Locale.ROOT) + "." + what));
    command.addAll(List.of(arguments));
    ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
    process.environment().put("SPARK_HOME", home.toString());
    process.environment().put("SPARK_SCALA_VERSION", "2.13");
    process.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    return process.redirectOutput(home.resolve(name + ".log").toFile()).start();
  }

  @Override
  public void close() {
    executors().forEach(ProcessHandle::destroyForcibly);
    workers.forEach(Process::destroyForcibly);
    master.destroyForcibly();
    try {
      master.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.espalier.watch;

import io.espalier.error.InputError;
import io.javalin.Javalin;
import io.javalin.util.JavalinException;
import io.javalin.util.JavalinLogger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A server of one page on the runs under a folder. */
public final class Watch implements AutoCloseable {

  /** A page of curves and a chart library become a quarter of their size at this level. */
  private static final int COMPRESSION = 4;

  private final Javalin server;
  private final WatchedRuns runs;
  private final Guard guard;
  private final String address;

  private Watch(Javalin server, WatchedRuns runs, Guard guard, String address) {
    this.server = server;
    this.runs = runs;
    this.guard = guard;
    this.address = address;
  }

  /**
   * Serves the runs under a folder until it is closed.
   *
   * @param root the folder; runs may still be missing
   * @param address the name or number of the interface to listen on; one that others can reach
   *     makes a token necessary, which is part of the {@link #url}
   * @param port the port; 0 for any that is free
   * @throws InputError if there is no such folder or address, or the port is taken
   */
  public static Watch start(Path root, String address, int port) {
    if (!Files.isDirectory(root)) {
      throw new InputError("there is no folder %s; name one with runs".formatted(root));
    }
    Guard guard = Guard.of(isOnlyHere(address));
    WatchedRuns runs = new WatchedRuns(root);
    Javalin server =
        Javalin.create(
            config -> {
              config.showJavalinBanner = false;
              config.startupWatcherEnabled = false;
              config.jetty.defaultHost = address;
              config.http.gzipOnlyCompression(COMPRESSION);
            });
    guard.install(server);
    Assets.install(server);
    new RunPages(runs, guard).install(server);
    Downloads.install(server, runs);
    new Events(runs).install(server);
    try {
      // What it would log of a port that is taken is told below.
      JavalinLogger.enabled = false;
      server.start(address, port);
    } catch (JavalinException e) {
      runs.close();
      throw new InputError(
          "cannot listen on %s, port %d: %s; choose another port, or 0 for any that is free"
              .formatted(address, port, reason(e)),
          e);
    } finally {
      JavalinLogger.enabled = true;
    }
    guard.listensOn(address, server.port());
    runs.start();
    return new Watch(server, runs, guard, address);
  }

  private static boolean isOnlyHere(String address) {
    try {
      return Stream.of(InetAddress.getAllByName(address)).allMatch(InetAddress::isLoopbackAddress);
    } catch (UnknownHostException e) {
      throw new InputError(
          "'%s' is no address of this machine; 127.0.0.1 is the one that only it can reach"
              .formatted(address),
          e);
    }
  }

  private static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  /** The page's address, with the token if it needs one. */
  public String url() {
    return guard.url(address, server.port());
  }

  /** The number of runs that were found. */
  public int count() {
    return runs.all().size();
  }

  @Override
  public void close() {
    runs.close();
    server.stop();
  }
}

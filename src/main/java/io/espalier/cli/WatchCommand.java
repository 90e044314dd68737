package io.espalier.cli;

import io.espalier.cli.session.ExitCode;
import io.espalier.watch.Watch;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "watch",
    description = {
      "Serves a page on which one watches all runs in a folder, compares and stops them.",
      "",
      "It needs no other machine and no network. Ctrl-C ends it; the runs go on."
    },
    mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "A folder with run folders; default: ${DEFAULT-VALUE}.")
  Path folder = Path.of("runs");

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port; 0 for any that is free; default: ${DEFAULT-VALUE}.")
  int port = 8420;

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      description =
          "The address to listen on; default: ${DEFAULT-VALUE}, which only this machine can reach."
              + " Others, such as 0.0.0.0, make the page ask for a token.")
  String address = "127.0.0.1";

  @Override
  public Integer call() throws InterruptedException {
    try (Watch watch = Watch.start(folder, address, port)) {
      System.out.println("Watching %s at %s".formatted(folder, watch.url()));
      System.out.flush();
      new CountDownLatch(1).await();
      return ExitCode.DONE;
    }
  }
}

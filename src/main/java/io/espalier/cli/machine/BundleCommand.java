package io.espalier.cli.machine;

import io.espalier.bundle.Bundle;
import io.espalier.bundle.Natives;
import io.espalier.cli.progress.StopSignal;
import io.espalier.cli.session.ExitCode;
import io.espalier.cli.session.OutputOptions;
import io.espalier.cli.session.Session;
import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "bundle",
    description = {
      "Makes a folder from which Espalier runs on any Linux of this processor, without a JDK,"
          + " Maven or network.",
      "",
      "Copy the folder there and run: DIR/espalier quickstart"
    },
    mixinStandardHelpOptions = true)
public final class BundleCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "DIR", description = "The folder to write.")
  Path folder;

  @Option(
      names = "--without",
      split = ",",
      paramLabel = "NAME",
      description =
          "Native libraries to leave out: pytorch, nd4j, onnxruntime; several with commas. A machine"
              + " with a GPU has a PyTorch of its own.")
  List<String> without = List.of();

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Set<Natives> leftOut = new LinkedHashSet<>();
    without.forEach(name -> leftOut.add(Natives.ALL.named(name)));
    List<Path> classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();
    String commit = System.getProperty("espalier.commit", "unknown");
    long bytes =
        new Bundle(classPath, commit, leftOut)
            .write(folder, Session.progress(output, StopSignal.listen()));
    System.out.printf(
        "Wrote %s, %d MB. Run: %s/espalier doctor%n", folder, bytes / 1_000_000, folder);
    return ExitCode.DONE;
  }
}

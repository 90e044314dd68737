package io.espalier.cli.machine;

import io.espalier.bench.DeviceCheck;
import io.espalier.cli.progress.StopSignal;
import io.espalier.cli.session.ExitCode;
import io.espalier.cli.session.OutputOptions;
import io.espalier.cli.session.Session;
import io.espalier.cli.table.TextTable;
import io.espalier.error.InputError;
import io.espalier.file.AtomicFile;
import io.espalier.file.RecordJson;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.stat.Decimals;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "gpu-check",
    description = {
      "Checks a GPU in a minute or two: compares steps of networks of all spaces for small images with plain Java,"
          + " trains a supernet on made-up images, estimates children, and writes a JSON file.",
      "Exits with code 2 if the device computes incorrectly."
    },
    mixinStandardHelpOptions = true)
public final class GpuCheckCommand implements Callable<Integer> {

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "gpu, gpu:1, ...; cpu for comparison; default: ${DEFAULT-VALUE}.")
  String device = "gpu";

  @Option(
      names = "--channels",
      paramLabel = "N",
      description = "Channels of the first stage; default: ${DEFAULT-VALUE}.")
  int channels = 16;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Images per batch; default: ${DEFAULT-VALUE}.")
  int batch = 128;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Training steps; default: ${DEFAULT-VALUE}.")
  int steps = 200;

  @Option(
      names = "--children",
      paramLabel = "N",
      description = "Children to estimate; default: ${DEFAULT-VALUE}.")
  int children = 100;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where the results are written; default: ${DEFAULT-VALUE}.")
  Path file = Path.of("gpu-check.json");

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Scale scale = new Scale(channels, 1, new Shape(3, 32, 32), 10);
    DeviceCheck.Result result =
        DeviceCheck.run(
            device,
            SpaceKinds.ALL.named("nasbench201").blueprint(scale, true),
            batch,
            steps,
            children,
            Session.progress(output, StopSignal.listen()));
    AtomicFile.writeText(file, RecordJson.text(result) + "\n");
    table(result).print(output.format, Session.stdout());
    if (!result.right()) {
      throw new InputError(
          "the device %s computes incorrectly: see the differences in %s. Please report them with the output of espalier doctor"
              .formatted(result.device(), file));
    }
    return ExitCode.DONE;
  }

  private static TextTable table(DeviceCheck.Result result) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("device", result.device()));
    for (DeviceCheck.Gradient gradient : result.gradients()) {
      rows.add(
          List.of(
              gradient.step(),
              String.format(Locale.ROOT, "differs by %.1e", gradient.difference())));
    }
    rows.add(List.of("training, images a second", Decimals.text(result.trainImagesPerSecond(), 0)));
    rows.add(
        List.of(
            "loss, first and last ten steps",
            Decimals.text(result.lossFirst(), 3) + ", " + Decimals.text(result.lossLast(), 3)));
    rows.add(
        List.of("estimates, images a second", Decimals.text(result.estimateImagesPerSecond(), 0)));
    rows.add(
        List.of(
            "children a second", Decimals.text(result.children() / result.estimateSeconds(), 2)));
    return new TextTable(List.of("what", "result"), rows);
  }
}

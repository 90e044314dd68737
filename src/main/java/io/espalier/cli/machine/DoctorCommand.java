package io.espalier.cli.machine;

import io.espalier.cli.progress.StopSignal;
import io.espalier.cli.session.ExitCode;
import io.espalier.cli.session.OutputOptions;
import io.espalier.cli.session.Session;
import io.espalier.cli.table.TextTable;
import io.espalier.doctor.Doctor;
import io.espalier.doctor.Finding;
import io.espalier.doctor.NativeTrust;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "doctor",
    description = {
      "Describes this machine and checks that the native libraries compute correctly on it.",
      "Exits with code 2 and names the operation if they do not."
    },
    mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {

  @Option(
      names = {"-w", "--work-dir"},
      paramLabel = "DIR",
      description = "The folder whose disk is checked; default: ${DEFAULT-VALUE}.")
  Path workDir = Path.of("runs");

  @Option(
      names = "--all",
      description =
          "Checks every operation of all spaces with all instruction sets; takes minutes.")
  boolean all;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Doctor doctor = Doctor.examine(workDir, all, Session.progress(output, StopSignal.listen()));
    List<List<String>> rows = new ArrayList<>();
    doctor.facts().forEach(fact -> rows.add(List.of(fact.about(), fact.what(), fact.value())));
    for (Finding finding : doctor.findings()) {
      rows.add(List.of("check", "wrong", finding.text()));
    }
    new TextTable(List.of("about", "what", "value"), rows).print(output.format, Session.stdout());
    if (!doctor.findings().isEmpty()) {
      throw NativeTrust.refusal(doctor.findings());
    }
    return ExitCode.DONE;
  }
}

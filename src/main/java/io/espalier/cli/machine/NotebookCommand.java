package io.espalier.cli.machine;

import io.espalier.cli.progress.StopSignal;
import io.espalier.cli.session.ExitCode;
import io.espalier.cli.session.OutputOptions;
import io.espalier.cli.session.Session;
import io.espalier.file.CacheFolder;
import io.espalier.notebook.Notebook;
import io.espalier.notebook.NotebookRun;
import io.espalier.notebook.RequiredJdk;
import io.espalier.notebook.kernel.JavaKernel;
import io.espalier.notebook.kernel.Jupyter;
import io.espalier.progress.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "notebook",
    description = {
      "Opens notebooks of Java cells in Jupyter, or runs them.",
      "",
      "Jupyter is Debian's package jupyter-notebook or any other one on the path; it gets a kernel"
          + " for Java with Espalier on its class path. The folder notebooks has six to begin with."
    },
    mixinStandardHelpOptions = true)
public final class NotebookCommand implements Callable<Integer> {

  @Spec CommandSpec spec;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "The folder that Jupyter shows; default: ${DEFAULT-VALUE}.")
  Path folder = Path.of("notebooks");

  @Option(
      names = "--flag",
      paramLabel = "FLAG",
      description = "A flag for Jupyter itself, with its dashes; may be repeated.")
  List<String> flags = List.of();

  @Override
  public Integer call() {
    RequiredJdk.check();
    Path kernels = CacheFolder.of(System.getenv()).resolve("jupyter");
    Jupyter.writeKernel(kernels, spec.root().userObject().getClass().getName());
    return Jupyter.start(folder, kernels, flags);
  }

  @Command(
      name = "run",
      description =
          "Runs all cells of notebooks and stores what they print and show; a cell that fails leaves"
              + " its file as it was.",
      mixinStandardHelpOptions = true)
  int run(
      @Parameters(arity = "1..*", paramLabel = "FILE", description = "Notebooks (.ipynb).")
          List<Path> files,
      @Mixin OutputOptions output) {
    RequiredJdk.check();
    Progress progress = Session.progress(output, StopSignal.listen());
    for (Path file : files) {
      Notebook done = NotebookRun.of(Notebook.read(file), file, progress);
      if (progress.stopRequested()) {
        return ExitCode.STOPPED;
      }
      done.write(file);
      System.out.println("Wrote " + file);
    }
    return ExitCode.DONE;
  }

  @Command(
      name = "kernel",
      description = "Runs cells for Jupyter, which starts this command itself.",
      mixinStandardHelpOptions = true)
  int kernel(
      @Parameters(paramLabel = "FILE", description = "Jupyter's connection file.") Path file) {
    RequiredJdk.check();
    JavaKernel.serve(file);
    return ExitCode.DONE;
  }
}

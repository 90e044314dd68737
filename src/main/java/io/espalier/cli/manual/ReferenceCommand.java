package io.espalier.cli.manual;

import io.espalier.file.AtomicFile;
import io.espalier.settings.Catalogues;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the reference. */
@Command(
    name = "reference",
    description =
        "Writes the reference (commands, settings, names, files, results) as Markdown; for those who change the program.",
    mixinStandardHelpOptions = true)
public final class ReferenceCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DIR",
      description = "The folder to write to; files of the same names are replaced.")
  Path folder = Path.of("docs/reference");

  @Spec CommandSpec spec;

  private final Catalogues catalogues;

  /** For a program with these catalogues. */
  public ReferenceCommand(Catalogues catalogues) {
    this.catalogues = catalogues;
  }

  @Override
  public Integer call() {
    ReferencePages.pages(spec.root().commandLine(), catalogues)
        .forEach((name, text) -> AtomicFile.writeText(folder.resolve(name), text));
    System.out.println("Wrote " + folder);
    return 0;
  }
}

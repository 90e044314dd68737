package io.espalier.cli;

import io.espalier.cli.session.ExitCode;
import io.espalier.cli.session.Session;
import io.espalier.error.InputError;
import io.espalier.plan.zoo.WrittenSpace;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "space",
    description = {
      "Writes the file of a built-in space, as a template for one of your own; --schema writes a"
          + " JSON schema, with which editors check and complete such files.",
      "Then: espalier validate --space FILE, and space: FILE in a configuration."
    },
    mixinStandardHelpOptions = true)
final class SpaceCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      description = "The built-in space (espalier list spaces).")
  String name;

  @Option(names = "--schema", description = "Writes the schema of all such files instead.")
  boolean schema;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The file to write; default: the terminal.")
  Path file;

  @Option(names = "--force", description = "Replaces the file if it exists.")
  boolean force;

  @Override
  public Integer call() {
    if (schema == (name != null)) {
      throw new InputError("give the name of a space, or --schema");
    }
    String text = schema ? WrittenSpace.schema() : WrittenSpace.template(name);
    if (file == null) {
      Session.stdout().print(text);
      return ExitCode.DONE;
    }
    InitCommand.write(file, text, force);
    if (!schema) {
      System.out.printf("Wrote %s. Edit it, then: espalier validate --space %s%n", file, file);
    }
    return ExitCode.DONE;
  }
}

package io.espalier.cli.manual;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what a shell completes commands with. */
@Command(
    name = "completion",
    description = {
      "Prints a script with which bash and zsh complete commands and flags.",
      "Read it at the start of a shell: source <(espalier completion)"
    },
    mixinStandardHelpOptions = true)
public final class CompletionCommand implements Callable<Integer> {

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    System.out.println(AutoComplete.bash("espalier", spec.root().commandLine()));
    return 0;
  }
}

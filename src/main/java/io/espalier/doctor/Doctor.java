package io.espalier.doctor;

import io.espalier.export.pytorch.PythonTorch;
import io.espalier.progress.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The facts about this machine, with a check of its native libraries.
 *
 * @param facts the facts
 * @param findings the faults of native libraries; empty if there are none
 */
public record Doctor(List<Fact> facts, List<Finding> findings) {

  /** The time limit for the start of Python. */
  private static final Duration PYTHON_PATIENCE = Duration.ofSeconds(60);

  public Doctor {
    facts = List.copyOf(facts);
    findings = List.copyOf(findings);
  }

  /**
   * Examines the machine and checks its libraries, in seconds or, with {@code complete}, minutes.
   *
   * @param work the folder that runs are written to
   * @param complete whether every operation is checked with all instruction sets
   */
  public static Doctor examine(Path work, boolean complete, Progress progress) {
    List<Fact> facts = new ArrayList<>(MachineFacts.of(work, System.getenv()));
    CompletableFuture<Optional<String>> python = CompletableFuture.supplyAsync(Doctor::python);
    CompletableFuture<Checkup> algebra = CompletableFuture.supplyAsync(Doctor::algebra);
    Checkup natives = natives(complete, progress);
    natives.facts().forEach((what, value) -> facts.add(new Fact("natives", what, value)));
    algebra.join().facts().forEach((what, value) -> facts.add(new Fact("natives", what, value)));
    facts.removeIf(fact -> fact.what().startsWith("GPUs"));
    facts.add(
        new Fact("machine", "GPU", Gpu.text(natives.facts().get("GPUs that PyTorch can use"))));
    facts.add(
        new Fact(
            "natives",
            "PyTorch for Python",
            python.join().orElse("none: no python3 that can import torch")));
    List<Finding> findings = new ArrayList<>(natives.findings());
    findings.addAll(algebra.join().findings());
    facts.add(
        new Fact(
            "check",
            "operations and gradients",
            "%d checked, %d wrong".formatted(natives.cases(), natives.findings().size())));
    facts.add(
        new Fact(
            "check",
            "ND4J's products and solutions",
            algebra.join().findings().isEmpty() ? "right" : "wrong"));
    return new Doctor(facts, findings);
  }

  private static Checkup natives(boolean complete, Progress progress) {
    Checkup checkup = new Checkup();
    try {
      if (!complete) {
        checkup.natives(Suite.QUICK, InstructionSet.OWN, count -> {});
        return checkup;
      }
      for (InstructionSet instructions : InstructionSet.all()) {
        for (Suite suite : List.of(Suite.QUICK, Suite.STEPS, Suite.OPERATIONS)) {
          progress.say("checking with instructions: " + instructions.name() + ", " + suite);
          checkup.natives(suite, instructions, count -> {});
        }
      }
      return checkup;
    } catch (IOException e) {
      throw new UncheckedIOException("another Java process cannot be started", e);
    }
  }

  private static Checkup algebra() {
    Checkup checkup = new Checkup();
    try {
      checkup.algebra();
      return checkup;
    } catch (IOException e) {
      throw new UncheckedIOException("another Java process cannot be started", e);
    }
  }

  private static Optional<String> python() {
    return PythonTorch.find("", PYTHON_PATIENCE)
        .map(
            found -> {
              try (found) {
                return found.version();
              }
            });
  }
}

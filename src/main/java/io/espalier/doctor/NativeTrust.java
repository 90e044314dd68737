package io.espalier.doctor;

import io.espalier.error.InputError;
import io.espalier.error.Remedy;
import io.espalier.error.Trouble;
import io.espalier.file.AtomicFile;
import io.espalier.file.CacheFolder;
import io.espalier.progress.Progress;
import io.espalier.provenance.Machine;
import io.espalier.provenance.Versions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Whether the native libraries can be trusted for training on this machine: checked once, and again
 * whenever the processor, a version or an environment variable changes.
 */
public final class NativeTrust {

  private final Path folder;
  private final String key;

  private NativeTrust(Path folder, String key) {
    this.folder = folder;
    this.key = key;
  }

  /** The trust of this machine, remembered in the user's cache folder. */
  public static NativeTrust here() {
    Map<String, String> environment = System.getenv();
    return new NativeTrust(CacheFolder.of(environment), key(environment));
  }

  /** The trust of this machine, remembered in another folder. */
  static NativeTrust in(Path folder) {
    return new NativeTrust(folder, key(System.getenv()));
  }

  /**
   * Returns immediately if the libraries were found correct before; otherwise checks them, which
   * takes a few seconds.
   *
   * @throws InputError if they compute something incorrectly or crash; the message says what, and
   *     what to do
   */
  public void require(Progress progress) {
    require(new Checkup(), progress);
  }

  /** As above, with this checkup. */
  void require(Checkup checkup, Progress progress) {
    if (Files.exists(remembered())) {
      return;
    }
    progress.say("Checking once that the native libraries compute correctly on this machine");
    try {
      checkup.natives(Suite.QUICK, InstructionSet.OWN, count -> {});
    } catch (IOException e) {
      progress.say("They could not be checked: " + e.getMessage());
      return;
    }
    if (!checkup.findings().isEmpty()) {
      throw refusal(checkup.findings());
    }
    try {
      AtomicFile.writeText(
          remembered(), "%d cases, none wrong%n%s%n".formatted(checkup.cases(), key));
    } catch (InputError e) {
      // If the result cannot be saved, the next training checks again.
      progress.say("This will be checked again next time: " + e.getMessage());
    }
  }

  /** The error for faulty native libraries. */
  public static InputError refusal(List<Finding> findings) {
    boolean limited = System.getenv().containsKey(InstructionSet.LIMIT);
    return refusal(findings, Processor.hidesCaches() && !limited);
  }

  /**
   * As above.
   *
   * @param hidden whether the machine hides its caches, and oneDNN was not limited for it
   */
  static InputError refusal(List<Finding> findings, boolean hidden) {
    String more = findings.size() > 1 ? " (and %d more)".formatted(findings.size() - 1) : "";
    String advice =
        hidden
            ? "This machine hides the sizes of its processor's caches, which oneDNN's newer kernels need to know:"
                + " set ONEDNN_MAX_CPU_ISA=SSE41 in the environment of the program, as the launcher does"
            : "Please report it. ONEDNN_MAX_CPU_ISA=SSE41 in the environment does without the newer kernels";
    String problem =
        "the native libraries compute incorrectly on this machine: %s%s. Trainings would be wrong as well. %s"
            .formatted(findings.get(0).text(), more, advice);
    InputError error =
        hidden ? new InputError(problem) : new InputError(problem, Remedy.CHECK_MACHINE);
    return error.see(Trouble.HIDDEN_CACHES);
  }

  private Path remembered() {
    return folder.resolve("natives").resolve(hash(key));
  }

  /** The key of everything that affects the computation. */
  private static String key(Map<String, String> environment) {
    return String.join(
        "\n",
        Machine.ofThisProcess().os(),
        Machine.ofThisProcess().cpu(),
        Processor.flags().toString(),
        Versions.ofThisProgram().toString(),
        builtAt(),
        NumericalEnvironment.of(environment).toString());
  }

  /** Distinguishes builds with the same version. */
  private static String builtAt() {
    try {
      Path program =
          Path.of(NativeTrust.class.getProtectionDomain().getCodeSource().getLocation().getPath());
      return Files.getLastModifiedTime(program).toString();
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

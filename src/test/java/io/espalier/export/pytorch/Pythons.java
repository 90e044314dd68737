package io.espalier.export.pytorch;

import java.time.Duration;
import java.util.Optional;

/** The Python of this machine that has PyTorch; tests that need one are left out without. */
public final class Pythons {

  static final Duration LIMIT = Duration.ofMinutes(5);

  private static final Optional<PythonTorch> FOUND = PythonTorch.find("", LIMIT);

  private Pythons() {}

  /** One for all tests of this JVM. */
  public static Optional<PythonTorch> any() {
    return FOUND;
  }

  /** The program, if it can read picture files as well. */
  public static Optional<String> withPillow() {
    return FOUND.filter(PythonTorch::hasPillow).map(PythonTorch::program);
  }
}

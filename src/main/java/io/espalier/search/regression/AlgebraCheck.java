package io.espalier.search.regression;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.openblas.global.openblas;

/** Whether ND4J's linear algebra is right here, and what it stands on. */
public final class AlgebraCheck {

  private AlgebraCheck() {}

  /** What is wrong with ND4J's products and solutions; empty if nothing is. */
  public static List<String> problems() {
    List<String> problems = new ArrayList<>();
    CheckedAlgebra.open(problems::add);
    return problems;
  }

  /** The OpenBLAS that ND4J brings, with its version. */
  public static String library() {
    Path archive =
        Path.of(openblas.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    return archive.getFileName().toString().replace(".jar", "");
  }
}

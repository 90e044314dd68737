package io.espalier.search.regression;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.openblas.global.openblas;

/** Checks ND4J's linear algebra on this machine and names its library. */
public final class AlgebraCheck {

  private AlgebraCheck() {}

  /** The problems with ND4J's products and solutions; empty if there are none. */
  public static List<String> problems() {
    List<String> problems = new ArrayList<>();
    CheckedAlgebra.open(problems::add);
    return problems;
  }

  /** The OpenBLAS bundled with ND4J, with its version. */
  public static String library() {
    Path archive =
        Path.of(openblas.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    return archive.getFileName().toString().replace(".jar", "");
  }
}

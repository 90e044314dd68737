package io.espalier.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The versions of the program and its libraries.
 *
 * @param espalier the version of this program
 * @param commit the commit it was built from, or {@code unknown}; the launcher passes it as {@code
 *     -Despalier.commit}
 * @param java the version of the Java platform, with its vendor
 * @param djl the version of the Deep Java Library
 * @param pytorch the version of PyTorch's native library
 * @param nd4j the version of ND4J
 */
public record Versions(
    String espalier, String commit, String java, String djl, String pytorch, String nd4j) {

  /** The versions that this program was built with and runs on. */
  public static Versions ofThisProgram() {
    Properties build = build();
    return new Versions(
        build.getProperty("espalier"),
        System.getProperty("espalier.commit", "unknown"),
        System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
        build.getProperty("djl"),
        build.getProperty("pytorch"),
        build.getProperty("nd4j"));
  }

  /** The version of ONNX Runtime, which proves exports and does not affect results. */
  public static String onnxRuntime() {
    return build().getProperty("onnxruntime");
  }

  private static Properties build() {
    Properties build = new Properties();
    try (InputStream in = Versions.class.getResourceAsStream("build.properties")) {
      build.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("build.properties is part of the program", e);
    }
    return build;
  }
}

package io.espalier.bundle;

import io.espalier.catalogue.Catalogue;
import io.espalier.catalogue.Named;
import java.util.List;

/**
 * Native libraries that a bundle may leave out.
 *
 * @param name the name to call them by
 * @param summary one line for people who choose
 * @param jars the beginnings of the names of the jars that hold them and nothing else
 * @param folder where they are in jars that hold more; empty for nowhere
 */
public record Natives(String name, String summary, List<String> jars, String folder)
    implements Named {

  /** All that the program has. */
  public static final Catalogue<Natives> ALL =
      new Catalogue<>(
          "native library",
          List.of(
              new Natives(
                  "pytorch",
                  "PyTorch for the CPU; without it, PYTORCH_LIBRARY_PATH names an installed one",
                  List.of("pytorch-native-"),
                  ""),
              new Natives(
                  "nd4j",
                  "ND4J and OpenBLAS; without them, searches compute their regressions in Java",
                  List.of("nd4j-native-", "openblas-", "javacpp-"),
                  ""),
              new Natives(
                  "onnxruntime",
                  "ONNX Runtime, which proves exported ONNX files",
                  List.of(),
                  "ai/onnxruntime/native/")));
}

package io.espalier.export.pytorch;

import io.espalier.export.Child;
import io.espalier.export.ExportText;
import io.espalier.export.GeneratedFile;
import io.espalier.file.AtomicFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The generated program of a child.
 *
 * @param files the texts by the names of their files
 */
record GeneratedProgram(Map<String, String> files) {

  private static final String MODEL = "model.py";
  private static final String LOADER = "load.py";
  private static final String PICTURE = "picture.py";
  private static final String CLASSIFY = "classify.py";
  private static final String README = "README.md";

  /** The program of a child; always the same for the same child. */
  static GeneratedProgram of(Child child) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(LOADER, ExportText.read(GeneratedProgram.class, LOADER));
    if (child.plan().isRecurrent()) {
      files.put(MODEL, SequenceModel.of(child));
      return new GeneratedProgram(files);
    }
    String program = ExportText.read(GeneratedProgram.class, CLASSIFY);
    String picture = ExportText.of(GeneratedProgram.class, PICTURE, child);
    String page = ExportText.of(GeneratedProgram.class, README, child);
    files.put(MODEL, PythonModel.of(child));
    files.put(PICTURE, picture.replace("{fit}", ExportText.fit()));
    files.put(CLASSIFY, program);
    files.put(README, page.replace("{program}", program.strip()));
    return new GeneratedProgram(files);
  }

  /** The text of {@code model.py}. */
  String model() {
    return files.get(MODEL);
  }

  /** The text of {@code load.py}, the same for all children. */
  String loader() {
    return files.get(LOADER);
  }

  /** The text of {@code picture.py}, which reads pictures; empty for a child that reads texts. */
  String picture() {
    return files.getOrDefault(PICTURE, "");
  }

  /** Writes all files into a folder. */
  void write(Path folder) {
    files.forEach((name, text) -> AtomicFile.writeText(folder.resolve(name), text));
  }

  /**
   * Compares the files of a folder with this program.
   *
   * @throws io.espalier.error.InputError if one is missing or differs
   */
  void check(Path folder) {
    files.forEach((name, text) -> GeneratedFile.check(folder.resolve(name), text));
  }
}

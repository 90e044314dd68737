package io.espalier.export.pytorch;

import io.espalier.export.Child;
import io.espalier.export.GeneratedFile;
import io.espalier.file.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The program that is written of a child.
 *
 * @param model the text of {@code model.py}
 * @param loader the text of {@code load.py}, the same for all
 */
record GeneratedProgram(String model, String loader) {

  private static final String MODEL = "model.py";
  private static final String LOADER = "load.py";

  /** The program of a child; always the same for the same child. */
  static GeneratedProgram of(Child child) {
    try (InputStream in = GeneratedProgram.class.getResourceAsStream(LOADER)) {
      return new GeneratedProgram(
          child.plan().isRecurrent() ? SequenceModel.of(child) : PythonModel.of(child),
          new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("load.py is part of the program", e);
    }
  }

  /** Writes both files into a folder. */
  void write(Path folder) {
    AtomicFile.writeText(folder.resolve(MODEL), model);
    AtomicFile.writeText(folder.resolve(LOADER), loader);
  }

  /**
   * Compares the files of a folder with this program.
   *
   * @throws io.espalier.error.InputError if one is missing or says anything else
   */
  void check(Path folder) {
    GeneratedFile.check(folder.resolve(MODEL), model);
    GeneratedFile.check(folder.resolve(LOADER), loader);
  }
}

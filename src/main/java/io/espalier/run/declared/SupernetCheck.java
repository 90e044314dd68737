package io.espalier.run.declared;

import io.espalier.error.InputError;
import io.espalier.error.Remedy;
import io.espalier.file.AtomicFile;
import io.espalier.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The results of a supernet for one architecture after its training.
 *
 * @param architecture the architecture's id
 * @param probe its loss on noise, which needs no images to be measured again
 * @param score the estimate, in the unit of the configuration's score
 * @param standardError the standard error of the score
 * @param images the number of images that the score was measured on
 */
record SupernetCheck(
    String architecture, double probe, double score, double standardError, int images) {

  private static final String HEADER = "architecture,noise_loss,score,standard_error,images";

  static void write(Path file, List<SupernetCheck> checks) {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    for (SupernetCheck check : checks) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s,%.6f,%.4f,%.4f,%d\n",
              check.architecture,
              check.probe,
              check.score,
              check.standardError,
              check.images));
    }
    AtomicFile.writeText(file, text.toString());
  }

  /**
   * Reads checks.
   *
   * @throws InputError if the file is missing or does not hold checks of this space
   */
  static List<SupernetCheck> read(Path file, SearchSpace space) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new InputError(
          "cannot read %s, which a training of the declared supernet writes".formatted(file),
          e,
          Remedy.TRAIN_FIRST);
    }
    if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
      throw new InputError("%s does not begin with the line %s".formatted(file, HEADER));
    }
    List<SupernetCheck> checks = new ArrayList<>();
    for (int n = 1; n < lines.size(); n++) {
      String[] cells = lines.get(n).split(",", -1);
      try {
        checks.add(
            new SupernetCheck(
                space.parse(cells[0]).id(),
                Double.parseDouble(cells[1]),
                Double.parseDouble(cells[2]),
                Double.parseDouble(cells[3]),
                Integer.parseInt(cells[4])));
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        throw new InputError(
            "line %d of %s is '%s'; five values as in the first line are needed"
                .formatted(n + 1, file, lines.get(n)),
            e);
      }
    }
    return checks;
  }
}

package io.espalier.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.espalier.error.InputError;
import io.espalier.file.HashedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The tree of a search as rows of text, one per region, each before those it is divided into. */
public final class TreeRows {

  /** The names of the columns. */
  public static final List<String> COLUMNS =
      List.of("region", "samples", "visits", "mean", "best", "best_architecture", "rule");

  private static final long LARGEST_BYTES = 64_000_000;

  private TreeRows() {}

  /**
   * Reads a tree.
   *
   * @param file the {@code tree.json} of a search
   * @throws InputError if the file is missing, was changed or is no tree
   */
  public static List<List<String>> read(Path file) {
    if (!Files.exists(file)) {
      throw new InputError(
          "there is no %s; a search by lanas writes it now and then and when it ends"
              .formatted(file));
    }
    return region(file).all().map(TreeRows::row).toList();
  }

  /** The root of a tree; throws as {@link #read}. */
  static Region region(Path file) {
    String text = HashedFile.read(file, LARGEST_BYTES);
    try {
      return Region.read(JsonMapper.builder().build().readTree(text));
    } catch (JsonProcessingException e) {
      throw new InputError("%s is no JSON: %s".formatted(file, e.getOriginalMessage()), e);
    }
  }

  private static List<String> row(Region region) {
    return List.of(
        region.name(),
        Integer.toString(region.samples()),
        Integer.toString(region.visits()),
        String.format(Locale.ROOT, "%.2f", region.meanScore()),
        String.format(Locale.ROOT, "%.2f", region.bestScore()),
        region.bestArchitecture(),
        String.join(", ", region.rule()));
  }
}

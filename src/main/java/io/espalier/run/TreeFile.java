package io.espalier.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.espalier.file.HashedFile;
import io.espalier.search.lanas.TreeSnapshot;
import java.nio.file.Path;

/** Writes the last LaNAS tree of a search as nested JSON, for reports. */
final class TreeFile {

  static final String NAME = "tree.json";

  private TreeFile() {}

  static void write(Path file, TreeSnapshot tree) {
    try {
      String text =
          JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(tree);
      HashedFile.write(file, text + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }
}

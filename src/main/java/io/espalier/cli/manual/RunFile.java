package io.espalier.cli.manual;

import io.espalier.catalogue.Options;
import io.espalier.file.YamlText;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of a run folder.
 *
 * @param pattern its path within the folder, a glob with {@code *} for names that differ
 * @param by the commands that write it
 * @param content what it holds
 */
public record RunFile(String pattern, String by, String content) {

  private static final String FILE = "run-folder.yaml";

  /** The files of a run folder, by the order in which a run writes them. */
  public static List<RunFile> all() {
    List<RunFile> all = new ArrayList<>();
    YamlText.parse(Options.resource(RunFile.class, FILE), FILE)
        .root()
        .properties()
        .forEach(
            file ->
                all.add(
                    new RunFile(
                        file.getKey(),
                        file.getValue().path("by").asText(),
                        file.getValue().path("content").asText())));
    return all;
  }

  /** Whether this is about a file. */
  public boolean matches(Path withinFolder) {
    return FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(withinFolder);
  }
}

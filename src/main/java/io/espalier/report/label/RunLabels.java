package io.espalier.report.label;

import io.espalier.error.InputError;
import io.espalier.file.AtomicFile;
import io.espalier.file.RecordYaml;
import io.espalier.file.YamlText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What people have written down about a run, in a file of its folder.
 *
 * @param tags words to find it by, sorted
 * @param note a sentence; empty for none
 */
public record RunLabels(List<String> tags, String note) {

  /** The file in the run folder. */
  public static final String FILE = "labels.yaml";

  private static final String TAG = "[\\w.-]{1,40}";
  private static final int LONGEST_NOTE = 2_000;

  /**
   * Labels.
   *
   * @throws InputError if a tag or the note cannot be one
   */
  public RunLabels {
    tags = tags == null ? List.of() : List.copyOf(new TreeSet<>(tags));
    note = note == null ? "" : note;
    for (String tag : tags) {
      if (!tag.matches(TAG)) {
        throw new InputError(
            "'%s' cannot be a tag; allowed are up to 40 letters, digits, '_', '-' and '.'"
                .formatted(tag));
      }
    }
    if (note.length() > LONGEST_NOTE) {
      throw new InputError(
          "the note has %d characters; allowed are %d".formatted(note.length(), LONGEST_NOTE));
    }
  }

  /**
   * The labels of a run; none if there is no file of them.
   *
   * @throws InputError if the file is none of labels
   */
  public static RunLabels read(Path folder) {
    Path file = folder.resolve(FILE);
    return Files.exists(file)
        ? RecordYaml.read(file, YamlText.read(file).root(), RunLabels.class, "no file of labels")
        : new RunLabels(List.of(), "");
  }

  /** These labels with more tags and fewer; a new note if one is given. */
  public RunLabels changed(List<String> more, List<String> fewer, String newNote) {
    Set<String> all = new TreeSet<>(tags);
    all.addAll(more);
    fewer.forEach(all::remove);
    return new RunLabels(List.copyOf(all), newNote == null ? note : newNote);
  }

  /** Writes the file into a run folder. */
  public void write(Path folder) {
    AtomicFile.writeText(folder.resolve(FILE), YamlText.write(YamlText.tree(this)));
  }
}

package io.espalier.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Markdown documents of the project, and the commands in them. */
final class Documents {

  private static final Pattern COMMAND =
      Pattern.compile("(?m)^\\./espalier (.+)$|`\\./espalier ([^`]+)`");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  private Documents() {}

  /** All of them, in order. */
  static List<Path> all() throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path folder :
        List.of(
            Path.of(""),
            Path.of("docs"),
            Path.of("docs/reference"),
            Path.of("examples"),
            Path.of("experiments"),
            Path.of("supernet"))) {
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(all::add);
      }
    }
    return all;
  }

  /** The arguments of every line or quotation of a document that runs the program. */
  static List<List<String>> commands(Path document) throws IOException {
    List<List<String>> commands = new ArrayList<>();
    Matcher line = COMMAND.matcher(Files.readString(document));
    while (line.find()) {
      commands.add(words(line.group(1) == null ? line.group(2) : line.group(1)));
    }
    return commands;
  }

  /** The words of a command as a shell reads them. */
  static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command.replaceFirst("\\s#.*", ""));
    while (word.find()) {
      words.add(word.group(1) == null ? word.group(2) : word.group(1));
    }
    return words;
  }
}

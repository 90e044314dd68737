package io.espalier.cli.manual;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.catalogue.Options;
import io.espalier.file.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The examples and result columns of every command, which {@code commands.yaml} holds. */
public final class Manual {

  private static final String FILE = "commands.yaml";

  private final ObjectNode entries;

  /** The manual that comes with the program. */
  public Manual() {
    entries = YamlText.parse(Options.resource(Manual.class, FILE), FILE).root();
  }

  /** Adds examples to the help of every command; the manual is read when a help is shown. */
  public static CommandLine addTo(CommandLine program) {
    for (CommandLine command : all(program)) {
      String name = name(command);
      command
          .getHelpSectionMap()
          .put(
              UsageMessageSpec.SECTION_KEY_FOOTER,
              help -> {
                help.commandSpec().usageMessage().footer(new Manual().footer(name));
                return help.footer();
              });
    }
    return program;
  }

  private String[] footer(String command) {
    List<String> footer = new ArrayList<>();
    for (String example : examples(command)) {
      if (footer.isEmpty()) {
        footer.addAll(List.of("", "Examples:"));
      }
      // A percent sign begins a format there.
      footer.add("  " + example.replace("%", "%%"));
    }
    return footer.toArray(String[]::new);
  }

  /** Every command below a program, each before its own commands. */
  public static List<CommandLine> all(CommandLine program) {
    List<CommandLine> all = new ArrayList<>();
    for (CommandLine command : program.getSubcommands().values()) {
      all.add(command);
      all.addAll(all(command));
    }
    return all;
  }

  /** A command's name as it is typed, without the program's: {@code latency fit}. */
  public static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName().replaceFirst("^\\S+ ", "");
  }

  /** The names that the manual knows. */
  public List<String> names() {
    return entries.properties().stream().map(Map.Entry::getKey).toList();
  }

  /** The examples of a command, as they are typed. */
  public List<String> examples(String command) {
    return texts(command, "examples");
  }

  /** The columns of a command's results, which are the keys in JSON; empty if it has none. */
  public List<String> columns(String command) {
    return texts(command, "columns");
  }

  private List<String> texts(String command, String key) {
    return StreamSupport.stream(entries.path(command).path(key).spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }
}

package io.espalier.cli.manual;

import io.espalier.config.Range;
import io.espalier.settings.Catalogues;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Every command with its flags. */
final class CommandsPage {

  private static final List<String> COLUMNS = List.of("argument", "default", "allowed", "meaning");

  private final Manual manual;
  private final Function<String, Range> ranges;

  CommandsPage(Manual manual, Catalogues catalogues) {
    this.manual = manual;
    this.ranges = Range.ofFlags(catalogues);
  }

  String text(CommandLine program) {
    StringBuilder page = new StringBuilder();
    List<List<String>> rows = new ArrayList<>();
    for (CommandLine command : Manual.all(program)) {
      String name = Manual.name(command);
      String link = "[`%s`](#%s)".formatted(name, name.replace(' ', '-'));
      rows.add(List.of(link, description(command.getCommandSpec()).lines().findFirst().orElse("")));
    }
    page.append(Markdown.table(List.of("command", "what it does"), rows));
    page.append("\nEvery command has `-h` (`--help`) and `-V` (`--version`).\n");
    for (CommandLine command : Manual.all(program)) {
      page.append(section(command));
    }
    return page.toString();
  }

  private String section(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    String name = Manual.name(command);
    StringBuilder text = new StringBuilder();
    text.append("\n## ").append(name).append("\n\n").append(description(spec)).append('\n');
    List<String> examples = manual.examples(name);
    if (!examples.isEmpty()) {
      text.append("\n```sh\n");
      examples.forEach(example -> text.append("./").append(example).append('\n'));
      text.append("```\n");
    }
    List<List<String>> rows = rows(spec);
    if (!rows.isEmpty()) {
      text.append('\n').append(Markdown.table(COLUMNS, rows));
    }
    return text.toString();
  }

  private static String description(CommandSpec spec) {
    return Markdown.plain(
        String.join("\n\n", spec.usageMessage().description()).replaceAll("\n{3,}", "\n\n"));
  }

  private List<List<String>> rows(CommandSpec spec) {
    List<List<String>> rows = new ArrayList<>();
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      rows.add(
          List.of(
              Markdown.code(parameter.paramLabel()), standard(parameter), "", meaning(parameter)));
    }
    for (OptionSpec option : spec.options()) {
      if (!option.usageHelp() && !option.versionHelp()) {
        rows.add(List.of(names(option), standard(option), allowed(option), meaning(option)));
      }
    }
    return rows;
  }

  private static String names(OptionSpec option) {
    String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
    return List.of(option.names()).stream()
        .map(name -> Markdown.code(name + (name.equals(option.longestName()) ? label : "")))
        .collect(Collectors.joining(", "));
  }

  private static String standard(ArgSpec argument) {
    String value = argument.defaultValueString();
    boolean none = value == null || argument.isMultiValue() || value.equals("null");
    if (none || value.equals("false")) {
      return "";
    }
    return Markdown.code(argument.type().isEnum() ? value.toLowerCase(Locale.ROOT) : value);
  }

  private String allowed(OptionSpec option) {
    Class<?> type = option.isMultiValue() ? option.auxiliaryTypes()[0] : option.type();
    if (type.isEnum()) {
      return List.of(type.getEnumConstants()).stream()
          .map(value -> Markdown.code(value.toString().toLowerCase(Locale.ROOT)))
          .collect(Collectors.joining(", "));
    }
    boolean number =
        Number.class.isAssignableFrom(type)
            || type == int.class
            || type == double.class
            || type == long.class;
    return number ? ranges.apply(option.longestName()).toString() : "";
  }

  private static String meaning(ArgSpec argument) {
    return Markdown.plain(String.join(" ", argument.description()));
  }
}

package io.espalier.cli.manual;

import io.espalier.settings.Catalogues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** The pages of the reference, by the names of their files. */
public final class ReferencePages {

  /** The page of the settings. */
  static final String SETTINGS = "settings.md";

  /** What stands above the text of a page. */
  static final int LINES_BEFORE = 4;

  private static final String NOTE =
      "<!-- Written by ./espalier reference; change the program, not this page. -->\n\n";

  private ReferencePages() {}

  /** All pages, as a program with these catalogues writes them. */
  public static Map<String, String> pages(CommandLine program, Catalogues catalogues) {
    Manual manual = new Manual();
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("README.md", page("Reference", index()));
    pages.put("commands.md", page("Commands", new CommandsPage(manual, catalogues).text(program)));
    pages.put(SETTINGS, page("Settings", SettingsPage.text(catalogues)));
    pages.put("names.md", page("Names", NamesPage.text(catalogues)));
    pages.put("run-folder.md", page("The run folder", runFolder()));
    pages.put("results.md", page("Results and exit codes", results(manual, program)));
    return pages;
  }

  private static String page(String title, String text) {
    return NOTE + "# " + title + "\n\n" + text;
  }

  private static String index() {
    return """
        | page | what it lists |
        |---|---|
        | [commands.md](commands.md) | every command with its arguments and examples |
        | [settings.md](settings.md) | every setting with default, range and meaning |
        | [names.md](names.md) | spaces, data, searchers, scores, costs, strategies, recipes, optimizers and formats |
        | [run-folder.md](run-folder.md) | the files that a run leaves |
        | [results.md](results.md) | exit codes, and what each command prints with `-f json` and `-f csv` |
        """;
  }

  private static String runFolder() {
    List<List<String>> rows = new ArrayList<>();
    for (RunFile file : RunFile.all()) {
      rows.add(List.of(Markdown.code(file.pattern()), file.by(), Markdown.plain(file.content())));
    }
    return Markdown.table(List.of("file", "written by", "content"), rows)
        + """

        A `*` stands for a name: that of a search or the id of an architecture.

        Files are checked when they are read. Weights contain their own SHA-256, each line of a journal contains a
        hash of itself and of all lines before it, and a search continues only with the weights, the table or the
        images that it began with. A changed file is refused by name. `sha256sum -c SHA256SUMS` checks an export
        without this program.
        """;
  }

  private static String results(Manual manual, CommandLine program) {
    List<List<String>> codes = new ArrayList<>();
    program
        .getCommandSpec()
        .usageMessage()
        .exitCodeList()
        .forEach((code, meaning) -> codes.add(List.of(Markdown.code(code), meaning)));
    List<List<String>> columns = new ArrayList<>();
    for (CommandLine command : Manual.all(program)) {
      String name = Manual.name(command);
      List<String> of = manual.columns(name);
      if (!of.isEmpty()) {
        columns.add(
            List.of(
                Markdown.code(name), String.join(", ", of.stream().map(Markdown::code).toList())));
      }
    }
    return """
        Results go to standard output, progress and messages to standard error (`-q` for none). `-f json` prints
        an array with an object for each row, and `-f csv` prints a header and rows. Both have the columns below.
        Cells that are numbers are numbers in JSON, except ids of architectures.

        ## Exit codes

        """
        + Markdown.table(List.of("code", "meaning"), codes)
        + """

        ## Columns

        `COST` stands for a column for each cost that the run counts, such as `macs_millions`, and `CHOICE` for one for
        each choice of the space. Columns in parentheses are there where they apply. A run on texts has the columns of
        perplexity in the place of those of accuracy.

        """
        + Markdown.table(List.of("command", "columns"), columns);
  }
}

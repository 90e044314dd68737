package io.espalier.cli.manual;

import io.espalier.config.Setting;
import io.espalier.settings.Catalogues;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Explains a setting. */
@Command(
    name = "explain",
    description = "Says what a setting means, its default and what is allowed.",
    mixinStandardHelpOptions = true)
public final class ExplainCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "SETTING",
      description =
          "The setting, or a section of settings, for example train.epochs or train.guide.")
  String path;

  private final Catalogues catalogues;

  /** For a program with these catalogues. */
  public ExplainCommand(Catalogues catalogues) {
    this.catalogues = catalogues;
  }

  @Override
  public Integer call() {
    Setting asked = Setting.named(path, catalogues);
    System.out.println(asked.path());
    print("", asked.meaning());
    if (asked.isSection()) {
      Setting.ofRuns(catalogues).stream()
          .filter(setting -> setting.path().startsWith(path + "."))
          .filter(setting -> !setting.isSection())
          .forEach(setting -> print("", setting.path() + ": " + setting.standard()));
    } else {
      print("default: ", asked.standard());
      print("allowed: ", asked.allowed());
      print("to change it: ", "--set %s=VALUE".formatted(path));
    }
    print("more: ", "docs/reference/" + ReferencePages.SETTINGS + line());
    return 0;
  }

  private static void print(String title, String text) {
    if (!text.isEmpty()) {
      text.lines().forEach(line -> System.out.println("  " + title + line));
    }
  }

  /** The line of the page, as editors and terminals open it. */
  private String line() {
    List<String> lines = SettingsPage.text(catalogues).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("| `" + path + "` |") || line.equals("## " + path)) {
        return ":" + (i + 1 + ReferencePages.LINES_BEFORE);
      }
    }
    return "";
  }
}

package io.espalier.cli.manual;

import io.espalier.config.Setting;
import io.espalier.settings.Catalogues;
import java.util.ArrayList;
import java.util.List;

/** Every setting of runs, comparisons and ablations. */
final class SettingsPage {

  private static final List<String> COLUMNS = List.of("setting", "default", "allowed", "meaning");

  private SettingsPage() {}

  static String text(Catalogues catalogues) {
    return """
        A configuration is a YAML file. `./espalier init my.yaml` writes one with every setting, and `--set
        key=value` changes one. What is left out has its default. The names that a setting can have are in
        [names.md](names.md). `./espalier explain train.epochs` prints one entry of this page.

        """
        + "# Runs\n\n"
        + tables(Setting.ofRuns(catalogues))
        + """

        # Comparisons

        The keys of the file that `./espalier compare FILE` reads.

        """
        + tables(Setting.ofComparisons(catalogues))
        + """

        # Ablations

        Beside these keys, the `config.yaml` of an experiment that compares trainings has `base`, the settings that
        all of them share, and `variants`, which maps a name to the settings in which it differs.

        """
        + tables(Setting.ofAblations());
  }

  /** A table for the settings before the first section, and one for each section. */
  private static String tables(List<Setting> settings) {
    StringBuilder text = new StringBuilder();
    List<List<String>> rows = new ArrayList<>();
    for (Setting setting : settings) {
      boolean deeper = setting.path().contains(".");
      if (setting.isSection() && !deeper) {
        flush(rows, text);
        text.append(text.isEmpty() ? "" : "\n").append("## ").append(setting.path());
        text.append("\n\n").append(Markdown.plain(setting.meaning())).append("\n\n");
      } else {
        rows.add(row(setting));
      }
    }
    flush(rows, text);
    return text.toString();
  }

  private static void flush(List<List<String>> rows, StringBuilder text) {
    if (!rows.isEmpty()) {
      text.append(Markdown.table(COLUMNS, rows));
      rows.clear();
    }
  }

  static List<String> row(Setting setting) {
    return List.of(
        Markdown.code(setting.path()),
        Markdown.code(setting.standard()),
        setting.allowed(),
        Markdown.plain(setting.meaning()));
  }
}

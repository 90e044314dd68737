package io.espalier.cli.manual;

import io.espalier.retrain.RecipeKind;
import io.espalier.settings.Catalogues;

/** Everything that a configuration can name. */
final class NamesPage {

  private NamesPage() {}

  static String text(Catalogues catalogues) {
    StringBuilder text = new StringBuilder();
    text.append(
        "`./espalier list` prints these names, and `./espalier list searchers` those of one kind.\n");
    catalogues
        .byKind()
        .forEach(
            (kind, entries) ->
                text.append("\n## ")
                    .append(kind)
                    .append("\n\n")
                    .append(
                        Markdown.table(
                            java.util.List.of("name", "what it is"),
                            entries.stream()
                                .map(
                                    entry ->
                                        java.util.List.of(
                                            Markdown.code(entry.name()),
                                            Markdown.plain(entry.summary())))
                                .toList())));
    text.append("\n## What the recipes set\n");
    for (RecipeKind recipe : catalogues.recipes().entries()) {
      text.append("\n### ").append(recipe.name()).append("\n\n```yaml\n");
      text.append(recipe.yaml().strip()).append("\n```\n");
    }
    return text.toString();
  }
}

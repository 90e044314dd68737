package io.espalier.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.catalogue.Catalogue;
import io.espalier.catalogue.Named;
import io.espalier.catalogue.Options;
import io.espalier.cost.CostKind;
import io.espalier.export.FormatKind;
import io.espalier.file.YamlText;
import io.espalier.search.SearcherKind;
import io.espalier.settings.Catalogues;
import io.espalier.supernet.train.AnnealingKind;
import io.espalier.supernet.train.OptimizerKind;
import io.espalier.supernet.train.strategy.StrategyKind;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The defaults with their comments, and the ranges of their numbers. A line {@code # {...}} is
 * replaced by the entries of a catalogue.
 */
final class DefaultsText {

  private static final Pattern PLACE = Pattern.compile("(?m)^( *)# \\{([a-z ]+)}\\n");

  private static final String WEIGHT = "[0, 1000000]";

  private static final String LIMIT = "[0, 1000000000000]";

  private final Catalogues catalogues;
  private final Map<String, String> entries;

  DefaultsText(Catalogues catalogues) {
    this.catalogues = catalogues;
    this.entries =
        byPlace(
            "searchers",
            "# " + String.join(", ", catalogues.searchers().names()) + " (espalier list)\n",
            "searcher options",
            options(catalogues.searchers(), SearcherKind::options),
            "formats",
            "# " + String.join(", ", catalogues.formats().names()) + " (espalier list)\n",
            "format options",
            options(catalogues.formats(), FormatKind::options),
            "strategies",
            lines(catalogues.strategies(), kind -> ""),
            "strategy options",
            options(catalogues.strategies(), StrategyKind::options),
            "optimizers",
            "# " + String.join(", ", catalogues.optimizers().names()) + " (espalier list)\n",
            "optimizer options",
            options(catalogues.optimizers(), OptimizerKind::options),
            "annealings",
            "# " + String.join(", ", catalogues.annealings().names()) + " (espalier list)\n",
            "annealing options",
            options(catalogues.annealings(), AnnealingKind::options),
            "recipes",
            "# " + String.join(", ", catalogues.recipes().names()) + " (espalier list recipes)\n",
            "policies",
            "# " + String.join(", ", catalogues.policies().names()) + " (espalier list policies)\n",
            "scores",
            lines(catalogues.scores(), kind -> kind.name() + ": 0.0\n")
                + lines(catalogues.costs(), kind -> kind.name() + ": 0.0\n"),
            "limits",
            lines(catalogues.costs(), kind -> kind.name() + ": [null, null]\n"),
            "table costs",
            lines(catalogues.costs(), kind -> kind.name() + ": \"\"\n"));
  }

  private static Map<String, String> byPlace(String... textsByPlace) {
    Map<String, String> entries = new HashMap<>();
    for (int i = 0; i < textsByPlace.length; i += 2) {
      entries.put(textsByPlace[i], textsByPlace[i + 1]);
    }
    return entries;
  }

  String run() {
    return filled("defaults.yaml");
  }

  String compare() {
    return filled("compare.yaml");
  }

  /** The ranges of a part of {@code ranges.yaml}, as a tree like that of the defaults. */
  ObjectNode ranges(String part) {
    ObjectNode all = Range.all();
    ObjectNode run = all.withObject("run");
    for (SearcherKind<?> kind : catalogues.searchers().entries()) {
      run.withObject("search").set(kind.name(), ranges(kind.options()));
    }
    for (FormatKind<?> kind : catalogues.formats().entries()) {
      run.withObject("export").set(kind.name(), ranges(kind.options()));
    }
    for (StrategyKind<?> kind : catalogues.strategies().entries()) {
      run.withObject("train").set(kind.name(), ranges(kind.options()));
    }
    for (OptimizerKind<?> kind : catalogues.optimizers().entries()) {
      run.withObject("retrain").set(kind.name(), ranges(kind.options()));
    }
    for (AnnealingKind<?> kind : catalogues.annealings().entries()) {
      run.withObject("retrain").set(kind.name(), ranges(kind.options()));
    }
    ObjectNode weights = run.withObject("estimate").withObject("weights");
    catalogues.scores().names().forEach(name -> put(weights, name, WEIGHT));
    catalogues.costs().names().forEach(name -> put(weights, name, WEIGHT));
    for (CostKind kind : catalogues.costs().entries()) {
      put(run.withObject("limits"), kind.name(), LIMIT);
      put(all.withObject("/comparison/tasks/table/limits"), kind.name(), LIMIT);
      put(all.withObject("flags"), "--max-" + kind.nameWithUnit(), LIMIT);
    }
    return all.withObject(part);
  }

  private static ObjectNode ranges(Options<?> options) {
    return YamlText.parse(options.ranges(), "ranges").root();
  }

  private static void put(ObjectNode ranges, String key, String range) {
    ranges.set(key, YamlText.value(range, key));
  }

  private String filled(String resource) {
    return PLACE
        .matcher(Configuration.resource(resource))
        .replaceAll(
            place ->
                Matcher.quoteReplacement(indented(entries.get(place.group(2)), place.group(1))));
  }

  private static String indented(String text, String indent) {
    return text.lines()
        .map(line -> (line.isEmpty() ? "" : indent + line) + "\n")
        .collect(Collectors.joining());
  }

  /** Each entry's summary as a comment, followed by its line. */
  private static <E extends Named> String lines(Catalogue<E> kinds, Function<E, String> line) {
    return kinds.entries().stream()
        .map(
            kind -> {
              String under = line.apply(kind);
              String name = under.isEmpty() ? kind.name() + ": " : "";
              return "# %s%s\n%s".formatted(name, kind.summary(), under);
            })
        .collect(Collectors.joining());
  }

  /** A section for each entry that has settings. */
  private static <E extends Named> String options(
      Catalogue<E> kinds, Function<E, Options<?>> options) {
    return kinds.entries().stream()
        .filter(kind -> !options.apply(kind).defaults().isBlank())
        .map(
            kind ->
                "# %s\n%s:\n%s"
                    .formatted(
                        kind.summary(),
                        kind.name(),
                        indented(options.apply(kind).defaults(), "  ")))
        .collect(Collectors.joining());
  }
}

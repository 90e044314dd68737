package io.espalier.report;

import io.espalier.rank.Quality;
import io.espalier.rank.RankFacts;
import io.espalier.rank.Ranking;
import io.espalier.rank.RankingRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The card of a supernet: its facts, the quality of its ranking, and its limits. */
final class Card {

  private Card() {}

  /** The card as Markdown. */
  static String text(String name, RankReport.Files files) {
    RankFacts facts = files.facts();
    StringBuilder text = new StringBuilder("# Supernet " + name + "\n\n");
    text.append("Written by `espalier rank` out of the files in `rank/`; not to be edited.\n\n");
    text.append("## What it is\n").append(list(facts.supernet()));
    text.append("\n## How well it ranks\n").append(list(facts.ranking())).append('\n');
    text.append(table(files.ranking()));
    text.append(
        "\nTop figures are expected values where scores are tied; regret is in the unit of the"
            + " truth, %s.\n".formatted(facts.truth()));
    if (!files.ranking().agreements().isEmpty()) {
      text.append("\n## How far it agrees with itself\n");
      for (RankingRow row : files.ranking().agreements()) {
        text.append(
            "- `%s` with `%s`: Kendall tau %s\n"
                .formatted(row.estimator(), row.against(), row.text()));
      }
    }
    text.append("\n## The combined score\n").append(weights(facts.weights()));
    for (RankFacts.TopFact top : facts.top()) {
      text.append("\n## The best of all by `%s`\n%s\n".formatted(top.estimator(), top(top)));
    }
    text.append("\n## Limits\n");
    facts.limits().forEach(limit -> text.append("- ").append(limit).append('\n'));
    return text.toString();
  }

  private static String list(Map<String, String> facts) {
    StringBuilder text = new StringBuilder();
    facts.forEach((name, value) -> text.append("- **%s**: %s\n".formatted(name, value)));
    return text.toString();
  }

  private static String table(Ranking ranking) {
    List<String> columns = new ArrayList<>(List.of("estimator"));
    Stream.of(Quality.values()).map(Quality::label).forEach(columns::add);
    StringBuilder text = new StringBuilder();
    text.append("| ").append(String.join(" | ", columns)).append(" |\n");
    text.append("|---".repeat(columns.size())).append("|\n");
    for (String estimator : ranking.estimators()) {
      text.append("| `").append(estimator).append('`');
      for (Quality quality : Quality.values()) {
        text.append(" | ")
            .append(
                ranking.find(estimator, Ranking.TRUTH, quality).map(RankingRow::text).orElse("–"));
      }
      text.append(" |\n");
    }
    return text.toString();
  }

  private static String weights(Map<String, Double> weights) {
    if (weights.isEmpty()) {
      return "None: the search compares architectures by the supernet's own score.\n";
    }
    StringBuilder text =
        new StringBuilder(
            "The weighted mean of normal scores, each measured among a fixed sample of the space:\n");
    weights.forEach((name, weight) -> text.append("- `%s`: %s\n".formatted(name, weight)));
    return text.toString();
  }

  /** The true figures of the top-scored of all, as a sentence. */
  static String top(RankFacts.TopFact top) {
    String seen =
        top.seen() < top.ofAll()
            ? String.format(
                Locale.ROOT,
                " (training-free scores of the same weights chose %,d, and the supernet saw those)",
                top.seen())
            : "";
    String again =
        top.again() > 0
            ? String.format(
                Locale.ROOT,
                ", after the %,d highest were compared again on %,d images",
                top.again(),
                top.images())
            : "";
    return String.format(
        Locale.ROOT,
        "The %d highest scored of all %,d%s%s: mean truth %.2f, best %.2f; the best of all has %.2f.",
        top.count(),
        top.ofAll(),
        seen,
        again,
        top.meanTruth(),
        top.bestTruth(),
        top.bestOfAll());
  }
}

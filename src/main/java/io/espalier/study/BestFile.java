package io.espalier.study;

import java.util.Locale;
import java.util.stream.Collectors;

/** The best trial, for people and for the commands that export a study's best network. */
final class BestFile {

  static final String NAME = "best.yaml";

  private BestFile() {}

  static String text(JournalHeader header, Trial best) {
    return String.format(
        Locale.ROOT,
        """
            # The best of the study in this folder; its score is the %s.
            space: %s
            architecture: "%s"
            searcher: %s
            trial: %d
            score: %.4f
            standard_error: %.4f
            images: %d
            %s""",
        header.measure().heading(),
        header.space(),
        best.architecture(),
        header.searcher(),
        best.number(),
        best.score().getAsDouble(),
        best.standardError(),
        best.images(),
        best.costs().byColumn().entrySet().stream()
            .map(cost -> String.format(Locale.ROOT, "%s: %.6f\n", cost.getKey(), cost.getValue()))
            .collect(Collectors.joining()));
  }
}

package io.espalier.latency;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A page on a table: how it was made, how good it is, what costs most. */
public final class LatencyCard {

  private static final int SHOWN = 15;

  private LatencyCard() {}

  /** The page, in Markdown. */
  public static String of(LatencyWork.Made made) {
    LatencyTable table = made.table();
    StringBuilder card = new StringBuilder("# Latencies of " + table.space() + "\n\n");
    card.append("* Device: ").append(table.conditions()).append('\n');
    card.append(
        "* Size: %d channels, %d cells, input %s, %d classes%n"
            .formatted(
                table.scale().channels(),
                table.scale().cells(),
                table.scale().input(),
                table.scale().classes()));
    card.append("* Fitted to %d measured networks%n".formatted(table.networks()));
    card.append("* How good it is: ").append(table.quality()).append('\n');
    if (made.noise() != null) {
      card.append(
          "* Noise floor: one half of the rounds predicts the other with %s%n"
              .formatted(made.noise()));
      card.append(
          "* Measured in rounds over all networks in random order; %s\n".formatted(made.summary()));
    }
    card.append("\nA prediction is %s ms".formatted(text(table.baseMs())));
    card.append(
        " and for each thing in a network its price; the largest prices, where parts overlap and add up:");
    card.append("\n\n| part | thing | ms |\n|---|---|---|\n");
    List<String[]> rows = new ArrayList<>();
    table
        .ms()
        .forEach(
            (part, prices) ->
                prices.forEach(
                    (name, price) ->
                        rows.add(new String[] {part.toString(), name, price.toString()})));
    rows.sort(Comparator.comparingDouble(row -> -Math.abs(Double.parseDouble(row[2]))));
    for (String[] row : rows.subList(0, Math.min(SHOWN, rows.size()))) {
      card.append("| %s | %s | %s |%n".formatted(row[0], row[1], text(Double.parseDouble(row[2]))));
    }
    return card.toString().replace("\r\n", "\n");
  }

  private static String text(double ms) {
    return String.format(Locale.ROOT, "%.4g", ms);
  }
}

package io.espalier.cli.progress;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * The progress of a task on one line of a terminal: its name, a bar, and as much of time left,
 * speed, state and count as fits, in this order.
 *
 * @param what the name of the task
 * @param unit the unit of the counts
 * @param before the count at the start
 * @param now the present count
 * @param total the final count
 * @param seconds seconds since the start
 * @param note its state, most important first
 */
public record BarLine(
    String what, String unit, long before, long now, long total, double seconds, String note) {

  private static final int CELLS = 20;
  private static final int MOST_CELLS = 40;
  private static final int LONGEST_NAME = 20;

  /** The minimum length shown of a note, enough for loss and accuracy. */
  private static final int SHORTEST_NOTE = 32;

  private static final String CUT = "..";

  /** The line, at most {@code width} characters. */
  String text(int width) {
    String name = what.length() <= LONGEST_NAME ? what : middleCut(what);
    String left = "%s %3d%% ".formatted(name, total > 0 ? 100 * now / total : 0);
    int free = width - left.length() - CELLS - 2;
    String head = cut(note, SHORTEST_NOTE);
    String right = add("", head, free);
    String eta = add("", eta(), free - right.length());
    String rate = fitting(free - right.length() - eta.length(), rate(unit), rate(""));
    String count = add("", now + "/" + total, free - right.length() - eta.length() - rate.length());
    int forNote = free - eta.length() - rate.length() - count.length();
    String state = add("", cut(note, Math.max(head.length(), forNote - 1)), forNote);
    int spare = Math.max(0, forNote - state.length());
    int cells = Math.max(0, Math.min(MOST_CELLS, Math.min(CELLS, CELLS + free) + spare));
    String line = left + bar(cells) + count + eta + rate + state;
    return line.length() <= width ? line : line.substring(0, Math.max(0, width));
  }

  /** The rate with its unit, such as {@code 0.4 evaluations/s}; slow rates keep one digit. */
  public static String rate(double perSecond, String unit) {
    BigDecimal rounded =
        perSecond >= 0.1 || perSecond <= 0
            ? BigDecimal.valueOf(perSecond).setScale(1, RoundingMode.HALF_EVEN)
            : BigDecimal.valueOf(perSecond).round(new MathContext(1));
    return rounded.toPlainString() + (unit.isEmpty() ? "" : " " + unit) + "/s";
  }

  private String rate(String named) {
    return speed() > 0 ? rate(speed(), named) : "";
  }

  private double speed() {
    return seconds > 0 ? (now - before) / seconds : 0;
  }

  private String eta() {
    return speed() > 0 && now < total
        ? "eta " + PlainProgress.time((total - now) / speed())
        : seconds >= 1 ? PlainProgress.time(seconds) : "";
  }

  private String bar(int cells) {
    int full = total > 0 ? (int) Math.min(cells, cells * now / total) : 0;
    String tip = full < cells && cells > 0 ? ">" : "";
    String done = "=".repeat(full) + tip;
    return String.format(Locale.ROOT, "[%s%s]", done, " ".repeat(cells - done.length()));
  }

  /** The first of these that fits after a space; empty if none does. */
  private static String fitting(int free, String... texts) {
    for (String text : texts) {
      String added = add("", text, free);
      if (!added.isEmpty()) {
        return added;
      }
    }
    return "";
  }

  private static String add(String before, String text, int free) {
    return text.isEmpty() || text.length() + 1 > free ? before : before + " " + text;
  }

  /** As many whole parts between commas as fit, or else whole words. */
  private static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int part = text.lastIndexOf(", ", longest);
    int end = part > 0 ? part : text.lastIndexOf(' ', longest);
    return text.substring(0, end > 0 ? end : longest);
  }

  private static String middleCut(String text) {
    int half = (LONGEST_NAME - CUT.length()) / 2;
    return text.substring(0, half) + CUT + text.substring(text.length() - half);
  }
}

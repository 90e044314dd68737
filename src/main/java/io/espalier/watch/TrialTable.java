package io.espalier.watch;

import io.espalier.estimate.Measure;
import io.espalier.stat.Decimals;
import io.espalier.study.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Trials sorted, filtered and cut into pages, since a browser is slow with all of a long search.
 */
final class TrialTable {

  private static final Pattern CONDITION = Pattern.compile("([a-z_]+)(<=|>=|<|>|=)(.*)");
  private static final int LARGEST_PAGE = 500;

  private static final double NONE = Double.NaN;

  private final List<Trial> all;
  private final Measure measure;
  private final Map<String, ToDoubleFunction<Trial>> numbers = new LinkedHashMap<>();

  TrialTable(List<Trial> trials, Measure measure) {
    this.measure = measure;
    this.all = trials;
    numbers.put("trial", Trial::number);
    numbers.put("score", trial -> number(trial.score()));
    numbers.put(
        "standard_error", trial -> trial.score().isPresent() ? trial.standardError() : NONE);
    if (!trials.isEmpty()) {
      for (String column : trials.get(0).costs().byColumn().keySet()) {
        numbers.put(column, trial -> trial.costs().byColumn().getOrDefault(column, NONE));
      }
    }
    numbers.put("images", Trial::images);
    numbers.put("seconds", Trial::seconds);
  }

  /**
   * A page of the table.
   *
   * @param columns the columns with numbers
   * @param rows the trials
   * @param from the place of the first in the whole
   * @param found how many pass the filter
   * @param all how many there are
   */
  record Page(List<String> columns, List<Map<String, String>> rows, int from, int found, int all) {}

  /**
   * A page.
   *
   * @param filter words that the architecture, the state or the reason hold, and conditions such as
   *     {@code score>70}
   * @param sort a column
   * @param down whether the largest comes first
   * @throws IllegalArgumentException if there is no such column
   */
  Page page(String filter, String sort, boolean down, int from, int count) {
    Predicate<Trial> wanted = predicate(filter.strip().toLowerCase(Locale.ROOT));
    List<Trial> found =
        sorted(filter.isBlank() ? all : all.stream().filter(wanted).toList(), sort, down);
    int first = Math.max(0, Math.min(from, Math.max(0, found.size() - 1)));
    int end = Math.min(found.size(), first + Math.max(1, Math.min(count, LARGEST_PAGE)));
    return new Page(
        List.copyOf(numbers.keySet()),
        found.subList(first, end).stream().map(this::row).toList(),
        first,
        found.size(),
        all.size());
  }

  /** The cells of a trial for people; empty where nothing is known. */
  private Map<String, String> row(Trial trial) {
    Map<String, String> row = new LinkedHashMap<>();
    boolean scored = trial.score().isPresent();
    row.put("trial", Integer.toString(trial.number()));
    row.put("score", scored ? measure.text(trial.score().getAsDouble()) : "");
    row.put("standard_error", scored ? measure.text(trial.standardError()) : "");
    row.putAll(trial.costs().text());
    row.put("images", Integer.toString(trial.images()));
    row.put("seconds", Decimals.text(trial.seconds(), 2));
    row.put("architecture", trial.architecture());
    row.put("state", trial.state().name().toLowerCase(Locale.ROOT));
    row.put("why", trial.why());
    return row;
  }

  /** What is not known comes last either way; of equal trials, the earlier comes first. */
  private List<Trial> sorted(List<Trial> found, String sort, boolean down) {
    if (sort.equals("architecture") || sort.equals("why")) {
      Comparator<Trial> texts =
          Comparator.comparing(sort.equals("why") ? Trial::why : Trial::architecture);
      return found.stream().sorted(down ? texts.reversed() : texts).toList();
    }
    ToDoubleFunction<Trial> figure = numbers.get(sort);
    if (figure == null) {
      throw new IllegalArgumentException("no column " + sort);
    }
    // Each figure is looked up once, not at every comparison.
    List<Keyed> keyed = new ArrayList<>(found.size());
    for (Trial trial : found) {
      double value = figure.applyAsDouble(trial);
      keyed.add(new Keyed(trial, down ? -value : value));
    }
    keyed.sort((one, other) -> Double.compare(one.key(), other.key()));
    return keyed.stream().map(Keyed::trial).toList();
  }

  private record Keyed(Trial trial, double key) {}

  private Predicate<Trial> predicate(String filter) {
    List<Predicate<Trial>> parts = new ArrayList<>();
    Set<String> words = new HashSet<>();
    for (String word : filter.split("\\s+", -1)) {
      Matcher condition = CONDITION.matcher(word);
      if (condition.matches() && numbers.containsKey(condition.group(1))) {
        parts.add(condition(condition));
      } else if (!word.isEmpty()) {
        words.add(word);
      }
    }
    parts.add(trial -> words.stream().allMatch(word -> holds(trial, word)));
    return trial -> parts.stream().allMatch(part -> part.test(trial));
  }

  /** A condition; one whose number is still being typed holds for all. */
  private Predicate<Trial> condition(Matcher condition) {
    double limit;
    try {
      limit = Double.parseDouble(condition.group(3));
    } catch (NumberFormatException e) {
      return trial -> true;
    }
    ToDoubleFunction<Trial> figure = numbers.get(condition.group(1));
    return switch (condition.group(2)) {
      case "<" -> trial -> figure.applyAsDouble(trial) < limit;
      case "<=" -> trial -> figure.applyAsDouble(trial) <= limit;
      case ">" -> trial -> figure.applyAsDouble(trial) > limit;
      case ">=" -> trial -> figure.applyAsDouble(trial) >= limit;
      default -> trial -> figure.applyAsDouble(trial) == limit;
    };
  }

  private static boolean holds(Trial trial, String word) {
    return trial.architecture().toLowerCase(Locale.ROOT).contains(word)
        || trial.why().toLowerCase(Locale.ROOT).contains(word)
        || trial.state().name().toLowerCase(Locale.ROOT).equals(word);
  }

  private static double number(OptionalDouble value) {
    return value.orElse(NONE);
  }
}

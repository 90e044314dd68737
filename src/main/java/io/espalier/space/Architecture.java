package io.espalier.space;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One point of a search space: the options picked at each choice.
 *
 * @param space the name of the space
 * @param picks for each choice the indices of its picked options, ascending and distinct
 */
public record Architecture(String space, List<List<Integer>> picks) {

  /** Shared lists for the usual case of one pick, since tables hold hundreds of thousands. */
  private static final List<List<Integer>> SINGLES = singles(64);

  private static final Pattern ID =
      Pattern.compile(
          "NUMBER(\\.NUMBER)*(-NUMBER(\\.NUMBER)*)*".replace("NUMBER", "(0|[1-9]\\d{0,8})"));

  public Architecture {
    List<List<Integer>> sorted = new ArrayList<>(picks.size());
    for (List<Integer> pick : picks) {
      sorted.add(normalise(pick));
    }
    picks = List.copyOf(sorted);
  }

  /** An architecture of a space in which every choice takes one option. */
  public static Architecture of(String space, int... options) {
    List<List<Integer>> picks = new ArrayList<>(options.length);
    for (int option : options) {
      picks.add(single(option));
    }
    return new Architecture(space, picks);
  }

  /**
   * The architecture with an {@link #id}. Nothing is checked, as {@link SearchSpace#parse} does:
   * for ids that were checked before.
   */
  public static Architecture ofId(String space, String id) {
    List<List<Integer>> picks = new ArrayList<>(id.length() / 2 + 1);
    List<Integer> pick = new ArrayList<>();
    int option = 0;
    for (int i = 0; i <= id.length(); i++) {
      char c = i < id.length() ? id.charAt(i) : '-';
      if (c >= '0' && c <= '9') {
        option = 10 * option + c - '0';
      } else {
        pick.add(option);
        option = 0;
      }
      if (c == '-') {
        picks.add(pick.size() == 1 ? single(pick.get(0)) : pick);
        pick = pick.size() == 1 ? pick : new ArrayList<>();
        pick.clear();
      }
    }
    return new Architecture(space, picks);
  }

  /** The only option picked at {@code choice}; for choices that take one. */
  public int pick(int choice) {
    return picks.get(choice).get(0);
  }

  /** This architecture with other picks at one choice. */
  public Architecture with(int choice, List<Integer> pick) {
    List<List<Integer>> changed = new ArrayList<>(picks);
    changed.set(choice, pick);
    return new Architecture(space, changed);
  }

  /**
   * The key of this architecture in files, journals and tables: picks joined by {@code .}, choices
   * by {@code -}, for example {@code 3-1-0-2-4-1} or {@code 0.5-2.7}. {@link SearchSpace#parse}
   * reads it back.
   */
  public String id() {
    StringBuilder id = new StringBuilder();
    for (int c = 0; c < picks.size(); c++) {
      if (c > 0) {
        id.append('-');
      }
      List<Integer> pick = picks.get(c);
      for (int k = 0; k < pick.size(); k++) {
        if (k > 0) {
          id.append('.');
        }
        id.append(pick.get(k).intValue());
      }
    }
    return id.toString();
  }

  /** Whether a text looks like an id: numbers without signs or leading zeros. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  @Override
  public String toString() {
    return space + ":" + id();
  }

  private static List<Integer> normalise(List<Integer> pick) {
    if (pick.size() == 1) {
      return single(pick.get(0));
    }
    return pick.stream().sorted().toList();
  }

  private static List<Integer> single(int option) {
    return option >= 0 && option < SINGLES.size() ? SINGLES.get(option) : List.of(option);
  }

  private static List<List<Integer>> singles(int count) {
    List<List<Integer>> lists = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      lists.add(List.of(i));
    }
    return List.copyOf(lists);
  }
}

package io.espalier.space;

import io.espalier.error.InputError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lists of once-for-all (Cai et al., ICLR 2020): the kernel and the expansion of each layer and
 * the depth of each stage, {@code {"ks": [3, 5, ...], "e": [4, 6, ...], "d": [2, 3, ...]}}. The
 * lists hold a number for each layer of the deepest network, or for those that there are.
 */
public record OnceForAllNotation() implements Notation {

  private static final Map<String, String> KEYS =
      new LinkedHashMap<>(Map.of("ks", " kernel", "e", " expand", "d", " depth"));

  private static final Pattern LIST =
      Pattern.compile("[\"']?\\b(ks|e|d)\\b[\"']?\\s*[:=]\\s*\\[([\\d,.\\s]*)]");

  @Override
  public Optional<String> write(SearchSpace space, Architecture architecture) {
    space.checkFits(architecture);
    StringJoiner lists = new StringJoiner(", ", "{", "}");
    for (String key : List.of("ks", "e", "d")) {
      StringJoiner values = new StringJoiner(", ", "[", "]");
      for (int choice : choices(space, key)) {
        values.add(value(space.choices().get(choice), architecture.pick(choice)));
      }
      lists.add("\"%s\": %s".formatted(key, values));
    }
    return Optional.of(lists.toString());
  }

  @Override
  public Optional<Architecture> read(SearchSpace space, String text) {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    Matcher matcher = LIST.matcher(text);
    while (matcher.find()) {
      lists.put(matcher.group(1), Arrays.asList(matcher.group(2).strip().split("[,\\s]+", -1)));
    }
    if (lists.isEmpty()) {
      return Optional.empty();
    }
    if (!lists.keySet().containsAll(KEYS.keySet())) {
      throw new InputError(
          "'%s' gives the lists %s; ks, e and d are needed".formatted(text, lists.keySet()));
    }
    int[] picks = new int[space.choices().size()];
    List<Integer> depths = choices(space, "d");
    set(space, picks, depths, lists.get("d"), "d");
    boolean complete = lists.get("ks").size() == choices(space, "ks").size();
    for (String key : List.of("ks", "e")) {
      List<Integer> layers = choices(space, key);
      set(space, picks, complete ? layers : built(space, picks, layers), lists.get(key), key);
    }
    return Optional.of(Architecture.of(space.name(), picks));
  }

  /** The choices of the layers that there are at these depths. */
  private static List<Integer> built(SearchSpace space, int[] picks, List<Integer> layers) {
    Architecture drawn = Architecture.of(space.name(), picks);
    BitSet silent = space.silentBits().map(bits -> bits.apply(drawn)).orElseGet(BitSet::new);
    MaskLayout layout = new MaskLayout(space);
    return layers.stream().filter(choice -> !silent.get(layout.firstBit(choice))).toList();
  }

  private static void set(
      SearchSpace space, int[] picks, List<Integer> choices, List<String> values, String key) {
    // Once-for-all also gives the depth of a stage of one layer.
    boolean oneMore =
        key.equals("d")
            && values.size() == choices.size() + 1
            && values.get(values.size() - 1).equals("1");
    if (values.size() != choices.size() && !oneMore) {
      throw new InputError(
          "the list %s has %d numbers; %s needs %d"
              .formatted(key, values.size(), space.name(), choices.size()));
    }
    for (int n = 0; n < choices.size(); n++) {
      Choice choice = space.choices().get(choices.get(n));
      String given = values.get(n);
      List<String> known = new ArrayList<>();
      for (int option = 0; option < choice.options().size(); option++) {
        known.add(value(choice, option));
      }
      int option =
          known.indexOf(given.endsWith(".0") ? given.substring(0, given.length() - 2) : given);
      if (option < 0) {
        throw InputError.unknown("number %d of the list %s:".formatted(n + 1, key), given, known);
      }
      picks[choices.get(n)] = option;
    }
  }

  private static List<Integer> choices(SearchSpace space, String key) {
    List<Integer> found = new ArrayList<>();
    for (int c = 0; c < space.choices().size(); c++) {
      if (space.choices().get(c).name().endsWith(KEYS.get(key))) {
        found.add(c);
      }
    }
    return found;
  }

  private static String value(Choice choice, int option) {
    String name = choice.options().get(option);
    return name.substring(name.lastIndexOf('_') + 1);
  }
}

package io.espalier.data.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tokens of a text, which are its characters (code points, so that no letter is cut in two).
 *
 * @param tokens the token of each index; index 0 stands for all unknown characters
 */
public record Vocabulary(List<String> tokens) {

  /** The name of index 0. */
  public static final String UNKNOWN = "<unknown>";

  public Vocabulary {
    tokens = List.copyOf(tokens);
  }

  /** The vocabulary of a text: its characters in the order of their code points. */
  public static Vocabulary of(String text) {
    List<String> tokens = new ArrayList<>();
    tokens.add(UNKNOWN);
    text.codePoints().distinct().sorted().mapToObj(Character::toString).forEach(tokens::add);
    return new Vocabulary(tokens);
  }

  /** The number of tokens. */
  public int size() {
    return tokens.size();
  }

  /** The index of each character of a text. */
  public int[] encode(String text) {
    Map<Integer, Integer> indices = new HashMap<>();
    for (int index = 1; index < tokens.size(); index++) {
      indices.put(tokens.get(index).codePointAt(0), index);
    }
    return text.codePoints().map(character -> indices.getOrDefault(character, 0)).toArray();
  }
}

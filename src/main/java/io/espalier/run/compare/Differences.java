package io.espalier.run.compare;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How the settings of two comparisons differ, as far as results depend on them. */
final class Differences {

  /** The path of a task or a searcher, with which the paths of its settings begin. */
  private static final Pattern NAMED = Pattern.compile("(?:tasks|searchers)\\.[^.]+");

  /** How many work side by side changes no result. */
  private static final Set<String> HARMLESS = Set.of("workers");

  private Differences() {}

  /**
   * What another comparison has otherwise, in words.
   *
   * @param here the values of one by their paths
   * @param there those of the other
   */
  static List<String> between(Map<String, String> here, Map<String, String> there) {
    Set<String> paths = new TreeSet<>(here.keySet());
    paths.addAll(there.keySet());
    paths.removeAll(HARMLESS);
    paths.removeIf(path -> Objects.equals(here.get(path), there.get(path)));
    Set<String> partsHere = parts(here);
    Set<String> partsThere = parts(there);
    return paths.stream()
        .map(
            path -> {
              String part = part(path);
              if (!partsHere.contains(part)) {
                return "no " + part;
              }
              return partsThere.contains(part)
                  ? "%s %s, not %s".formatted(path, here.get(path), there.get(path))
                  : part;
            })
        .distinct()
        .toList();
  }

  /** What a configuration has or has not as a whole: a task, a searcher, or a single setting. */
  private static Set<String> parts(Map<String, String> settings) {
    return settings.keySet().stream().map(Differences::part).collect(Collectors.toSet());
  }

  private static String part(String path) {
    Matcher named = NAMED.matcher(path);
    return named.lookingAt() ? named.group() : path;
  }
}

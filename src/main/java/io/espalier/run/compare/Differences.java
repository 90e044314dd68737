package io.espalier.run.compare;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The differences in the settings of two comparisons that results depend on. */
final class Differences {

  /** The path of a task or a searcher, a prefix of the paths of its settings. */
  private static final Pattern NAMED = Pattern.compile("(?:tasks|searchers)\\.[^.]+");

  /** The number of workers affects no result. */
  private static final Set<String> HARMLESS = Set.of("workers");

  private Differences() {}

  /**
   * The settings that differ in another comparison, in words.
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

  /** The unit of a difference: a task, a searcher, or a single setting. */
  private static Set<String> parts(Map<String, String> settings) {
    return settings.keySet().stream().map(Differences::part).collect(Collectors.toSet());
  }

  private static String part(String path) {
    Matcher named = NAMED.matcher(path);
    return named.lookingAt() ? named.group() : path;
  }
}

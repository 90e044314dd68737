package io.espalier.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.error.InputError;
import io.espalier.settings.Catalogues;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key of a configuration, as the commented defaults describe it.
 *
 * @param path its path, such as {@code train.epochs}
 * @param standard the default as YAML; empty for a section
 * @param allowed the range of a number, or what a switch can be; empty if the meaning says it
 * @param meaning the comment above it; a line of its own for each name that it lists
 */
public record Setting(String path, String standard, String allowed, String meaning) {

  private static final Pattern KEY = Pattern.compile("( *)([a-z0-9_]+):(?: (.+))?");

  /** A line of a comment that explains a name. */
  private static final Pattern NAMED = Pattern.compile("[a-z0-9_]+: .*");

  /** The settings of a run and their sections, in the order of {@code espalier init}. */
  public static List<Setting> ofRuns(Catalogues catalogues) {
    DefaultsText text = new DefaultsText(catalogues);
    return read(text.run(), text.ranges("run"));
  }

  /** The keys of a comparison, in the order of {@code compare --defaults}. */
  public static List<Setting> ofComparisons(Catalogues catalogues) {
    DefaultsText text = new DefaultsText(catalogues);
    return read(text.compare(), text.ranges("comparison"));
  }

  /** The keys of an ablation beside {@code base} and {@code variants}. */
  public static List<Setting> ofAblations() {
    return read(Configuration.resource("ablation.yaml"), Range.all().withObject("ablation"));
  }

  /**
   * The setting of a run with a path.
   *
   * @throws InputError if there is none; the message names the nearest
   */
  public static Setting named(String path, Catalogues catalogues) {
    List<Setting> all = ofRuns(catalogues);
    String section = path.split("\\.", -1)[0] + ".";
    List<String> near = paths(all, known -> known.startsWith(section));
    List<String> known = near.isEmpty() ? paths(all, one -> !one.contains(".")) : near;
    return all.stream()
        .filter(setting -> setting.path().equals(path))
        .findFirst()
        .orElseThrow(() -> InputError.unknown("setting", path, known));
  }

  private static List<String> paths(List<Setting> settings, Predicate<String> which) {
    return settings.stream().map(Setting::path).filter(which).toList();
  }

  /** Whether it holds other settings. */
  public boolean isSection() {
    return standard.isEmpty();
  }

  private static List<Setting> read(String yaml, ObjectNode ranges) {
    List<Setting> settings = new ArrayList<>();
    List<String> above = new ArrayList<>();
    StringBuilder comment = new StringBuilder();
    for (String line : yaml.lines().toList()) {
      Matcher key = KEY.matcher(line);
      if (key.matches()) {
        above.subList(key.group(1).length() / 2, above.size()).clear();
        above.add(key.group(2));
        String value = key.group(3) == null ? "" : key.group(3);
        JsonNode range = ranges.at("/" + String.join("/", above));
        String path = String.join(".", above);
        settings.add(new Setting(path, value, allowed(path, value, range), comment.toString()));
        comment.setLength(0);
      } else if (line.isBlank()) {
        comment.setLength(0);
      } else {
        add(comment, line.strip().replaceFirst("# ?", ""));
      }
    }
    return settings;
  }

  private static void add(StringBuilder comment, String line) {
    if (!comment.isEmpty()) {
      comment.append(NAMED.matcher(line).matches() ? '\n' : ' ');
    }
    comment.append(line);
  }

  private static String allowed(String path, String value, JsonNode range) {
    if (value.equals("true") || value.equals("false")) {
      return "true or false";
    }
    return range.isArray() ? Range.of(path, range).toString() : "";
  }
}

package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every link of the documents leads somewhere. */
class DocumentLinksTest {

  private static final Pattern LINK =
      Pattern.compile("(?:\\[[^\\]]*]\\(|<img src=\")([^)\"\\s]+)[)\"]");
  private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]*`");

  @Test
  void everyFileAndSectionExists() throws IOException {
    List<String> dead = new ArrayList<>();
    int found = 0;
    for (Path document : Documents.all()) {
      Matcher link = LINK.matcher(CODE.matcher(Files.readString(document)).replaceAll("code"));
      while (link.find()) {
        String target = link.group(1);
        if (target.matches("https?://.*")) {
          continue;
        }
        found++;
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
        boolean lives =
            Files.exists(file) && (parts.length == 1 || anchors(file).contains(parts[1]));
        if (!lives) {
          dead.add(document + ": " + target);
        }
      }
    }
    assertThat(dead).isEmpty();
    assertThat(found).isGreaterThan(80);
  }

  @Test
  void theIndexNamesEveryPage() throws IOException {
    String index = Files.readString(Path.of("docs/README.md"));
    for (Path document : Documents.all()) {
      if (document.startsWith("docs") && !document.startsWith("docs/reference")) {
        String name = document.getFileName().toString();
        assertThat(index).as(name).contains(name.equals("README.md") ? "reference/" : "(" + name);
      }
    }
  }

  private static Set<String> anchors(Path file) throws IOException {
    Set<String> anchors = new HashSet<>();
    boolean code = false;
    for (String line : Files.readAllLines(file)) {
      code ^= line.startsWith("```");
      if (!code && line.matches("#{1,6} .*")) {
        String anchor = anchor(line.replaceFirst("#+ ", ""));
        // A heading that is there twice gets a number.
        String own = anchor;
        for (int n = 1; !anchors.add(own); n++) {
          own = anchor + "-" + n;
        }
      }
    }
    return anchors;
  }

  /** The anchor that GitHub gives a heading. */
  static String anchor(String heading) {
    return heading
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }
}

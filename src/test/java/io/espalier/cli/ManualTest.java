package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.cli.manual.Manual;
import io.espalier.cli.manual.ReferencePages;
import io.espalier.cli.session.ExitCode;
import io.espalier.config.Configuration;
import io.espalier.config.Setting;
import io.espalier.error.Trouble;
import io.espalier.settings.Catalogues;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the program says about itself is complete, and the committed reference is what it says. */
class ManualTest {

  private static final Path REFERENCE = Path.of("docs/reference");
  private static final Path SOURCES = Path.of("src/main");

  @TempDir Path folder;

  private final CommandLine program =
      Main.program(Catalogues.BUILT_IN).setCaseInsensitiveEnumValuesAllowed(true);
  private final Manual manual = new Manual();

  /** If it is not: {@code ./espalier reference docs/reference}. */
  @Test
  void theReferenceIsWhatTheProgramWrites() throws IOException {
    Map<String, String> pages = ReferencePages.pages(program, Catalogues.BUILT_IN);
    for (Map.Entry<String, String> page : pages.entrySet()) {
      assertThat(Files.readString(REFERENCE.resolve(page.getKey())))
          .as("%s; write it again: ./espalier reference docs/reference", page.getKey())
          .isEqualTo(page.getValue());
    }
    try (Stream<Path> files = Files.list(REFERENCE)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(pages.keySet());
    }
  }

  @Test
  void theCommandWritesIt() {
    Terminal done = Terminal.run("reference", folder.toString());
    assertThat(done.code()).as(done.err()).isZero();
    assertThat(folder.resolve("settings.md")).content().contains("`train.epochs`");
  }

  @Test
  void everyCommandHasExamplesThatParse() {
    List<String> names = Manual.all(program).stream().map(Manual::name).toList();
    assertThat(names).hasSizeGreaterThan(30);
    assertThat(manual.names()).containsExactlyInAnyOrderElementsOf(names);
    for (CommandLine command : Manual.all(program)) {
      String name = Manual.name(command);
      assertThat(manual.examples(name)).as(name).isNotEmpty();
      assertThat(command.getUsageMessage().replaceAll("\\s+", " "))
          .contains(manual.examples(name).get(0));
      for (String example : manual.examples(name)) {
        List<String> words = Documents.words(example.replaceAll("^source <\\((.*)\\)$", "$1"));
        assertThat(words.get(0)).isEqualTo("espalier");
        assertThat(String.join(" ", words)).contains(" " + name.split(" ", 2)[0]);
        program.parseArgs(words.subList(1, words.size()).toArray(String[]::new));
      }
    }
  }

  /** Columns are written down where a command prints a table; these only have the flags. */
  @Test
  void everyCommandThatPrintsATableHasColumns() {
    for (CommandLine command : Manual.all(program)) {
      String name = Manual.name(command);
      boolean prints = command.getCommandSpec().findOption("-f") != null;
      assertThat(manual.columns(name).isEmpty())
          .as(name)
          .isEqualTo(!prints || Set.of("bundle", "notebook run").contains(name));
    }
  }

  @Test
  void everySettingHasAMeaningOfItsOwn() {
    for (List<Setting> settings :
        List.of(
            Setting.ofRuns(Catalogues.BUILT_IN),
            Setting.ofComparisons(Catalogues.BUILT_IN),
            Setting.ofAblations())) {
      assertThat(settings)
          .allSatisfy(setting -> assertThat(setting.meaning()).as(setting.path()).isNotBlank());
    }
    Set<String> explained =
        Setting.ofRuns(Catalogues.BUILT_IN).stream()
            .filter(setting -> !setting.isSection())
            .map(Setting::path)
            .collect(Collectors.toSet());
    assertThat(Configuration.defaults().leaves().keySet())
        .allMatch(
            leaf ->
                explained.contains(leaf)
                    || explained.contains(leaf.replaceFirst("\\.[0-9]+$", "")));
    assertThat(explained).hasSizeGreaterThan(100);
  }

  @Test
  void aSettingIsExplained() {
    Terminal epochs = Terminal.run("explain", "train.epochs");
    assertThat(epochs.out())
        .contains("default: 30", "allowed: from 1 to 1000000", "docs/reference/settings.md:");
    assertThat(lineNamedBy(epochs)).startsWith("| `train.epochs` |");
    Terminal guide = Terminal.run("explain", "train.guide");
    assertThat(guide.out()).contains("train.guide.rounds: 0");
    assertThat(lineNamedBy(guide)).startsWith("| `train.guide` |");
    assertThat(lineNamedBy(Terminal.run("explain", "train"))).isEqualTo("## train");
    Terminal unknown = Terminal.run("explain", "train.epoch");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("did you mean 'train.epochs'?");
  }

  private static String lineNamedBy(Terminal explained) {
    Matcher place = Pattern.compile("(docs/\\S+\\.md):(\\d+)").matcher(explained.out());
    assertThat(place.find()).as(explained.out()).isTrue();
    try {
      return Files.readAllLines(Path.of(place.group(1))).get(Integer.parseInt(place.group(2)) - 1);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void everyExitCodeIsExplained() throws IllegalAccessException {
    Set<String> codes = new TreeSet<>();
    for (Field field : ExitCode.class.getDeclaredFields()) {
      if (field.getType() == int.class) {
        codes.add(Integer.toString(field.getInt(null)));
      }
    }
    assertThat(codes).hasSize(5);
    assertThat(program.getCommandSpec().usageMessage().exitCodeList().keySet())
        .containsExactlyInAnyOrderElementsOf(codes);
  }

  @Test
  void messagesAndTheTroubleshootingPageNameTheSameSections() throws IOException {
    Set<String> named = new TreeSet<>();
    for (String text : texts(SOURCES, ".java")) {
      Matcher constant = Pattern.compile("\\bTrouble\\.([A-Z_]+)\\b").matcher(text);
      while (constant.find()) {
        named.add(Trouble.valueOf(constant.group(1)).anchor());
      }
      Matcher written = Pattern.compile("docs/troubleshooting\\.md#([a-z-]+)").matcher(text);
      while (written.find()) {
        named.add(written.group(1));
      }
    }
    Set<String> sections =
        Pattern.compile("(?m)^## (.+)$")
            .matcher(Files.readString(Path.of("docs/troubleshooting.md")))
            .results()
            .map(heading -> DocumentLinksTest.anchor(heading.group(1)))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(named).isEqualTo(sections);
    assertThat(Arrays.stream(Trouble.values()).map(Trouble::anchor))
        .containsExactlyInAnyOrderElementsOf(sections);
  }

  @Test
  void everyVariableOfTheEnvironmentIsListed() throws IOException {
    Set<String> named = new TreeSet<>();
    List<String> texts = new java.util.ArrayList<>(texts(SOURCES, ".java"));
    texts.add(Files.readString(Path.of("espalier")));
    for (String text : texts) {
      Matcher variable = Pattern.compile("\\bESPALIER_[A-Z]+(?:_[A-Z]+)*\\b").matcher(text);
      while (variable.find()) {
        named.add(variable.group());
      }
    }
    assertThat(named).hasSizeGreaterThan(5);
    String page = Files.readString(Path.of("docs/scale.md"));
    assertThat(named).allSatisfy(name -> assertThat(page).contains("`" + name));
  }

  @Test
  void completionNamesCommandsAndFlags() {
    Terminal script = Terminal.run("completion");
    assertThat(script.code()).isZero();
    assertThat(script.out()).contains("complete -F", "quickstart", "--max-macs", "latency");
  }

  private static List<String> texts(Path root, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      List<String> texts = new java.util.ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(ending)).sorted().toList()) {
        texts.add(Files.readString(file));
      }
      return texts;
    }
  }
}

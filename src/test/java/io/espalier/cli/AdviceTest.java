package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.cli.session.Errors;
import io.espalier.error.InputError;
import io.espalier.error.Remedy;
import io.espalier.settings.Catalogues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Messages advise only what can be done. */
class AdviceTest {

  private static final Path SOURCES = Path.of("src/main/java/io/espalier");
  private static final Pattern LITERAL = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern FLAG = Pattern.compile("(?<![\\w-])--[a-z][a-z-]+");

  /** Not the program's own: the tool that links a Java for a bundle has them. */
  private static final Set<String> OF_LINKER =
      Set.of(
          "--add-modules",
          "--strip-debug",
          "--no-header-files",
          "--no-man-pages",
          "--compress",
          "--output");

  @TempDir Path folder;

  @Test
  void everyFlagThatIsNamedIsOneOfACommand() throws IOException {
    Set<String> known = new HashSet<>(Set.of("--help", "--version", "--max-"));
    for (CommandLine command : Main.program(Catalogues.BUILT_IN).getSubcommands().values()) {
      addFlags(command, known);
    }
    assertThat(known).contains("--work-dir", "--experiments", "--table-truth");
    TreeMap<String, Path> named = new TreeMap<>();
    for (Path source : sources(SOURCES)) {
      flags(source).forEach(flag -> named.put(flag, source));
    }
    assertThat(named).hasSizeGreaterThan(20);
    assertThat(known).containsAll(named.keySet());
  }

  /** Whoever uses the library has no flags to give. */
  @Test
  void messagesOfTheLibraryNameNoFlags() throws IOException {
    for (Path source : sources(SOURCES)) {
      if (!source.startsWith(SOURCES.resolve("cli"))) {
        assertThat(flags(source))
            .as(source.toString())
            .isSubsetOf("--set", "--max-", "--rank-seed");
      }
    }
  }

  @Test
  void theProgramNamesTheFlagOfARemedy() {
    InputError error = new InputError("a search", Remedy.CONTINUE, Remedy.RESTORE);
    assertThat(error).hasMessage("a search; continue it, or restore the file from a copy");
    assertThat(Errors.message(error))
        .isEqualTo("a search; continue it (--resume), or restore the file from a copy");
  }

  /** Every command writes files, and not all of them have a run folder to name. */
  @Test
  void whatWritesFilesNamesNoRunFolder() throws IOException {
    for (Path source : sources(SOURCES.resolve("file"))) {
      assertThat(flags(source)).as(source.toString()).doesNotContain("--work-dir");
    }
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    Terminal init = Terminal.run("init", file.resolve("my.yaml").toString());
    assertThat(init.code()).isEqualTo(2);
    assertThat(init.err()).contains("cannot write").contains("elsewhere").doesNotContain("--");
  }

  /** Whoever reads "96x32" must not wonder which of them is the width. */
  @Test
  void sizesOfPicturesAreToldInOneOrder() throws IOException {
    Pattern size = Pattern.compile("%,?d ?x ?%,?d (pixels|images)");
    for (Path source : sources(SOURCES)) {
      Matcher literals = LITERAL.matcher(Files.readString(source));
      while (literals.find()) {
        assertThat(size.matcher(literals.group()).find())
            .as("%s in %s, for which there is ImageSet.picture", literals.group(), source)
            .isEqualTo(source.endsWith("ImageSet.java") && literals.group().contains("pixels%s"));
      }
    }
  }

  private static void addFlags(CommandLine command, Set<String> known) {
    command.getCommandSpec().options().forEach(option -> known.addAll(Set.of(option.names())));
    command.getSubcommands().values().forEach(sub -> addFlags(sub, known));
  }

  private static Set<String> flags(Path source) throws IOException {
    Set<String> flags = new HashSet<>();
    Matcher literals = LITERAL.matcher(Files.readString(source));
    while (literals.find()) {
      Matcher named = FLAG.matcher(literals.group());
      while (named.find()) {
        flags.add(named.group());
      }
    }
    if (source.endsWith("Bundle.java")) {
      flags.removeAll(OF_LINKER);
    }
    return flags;
  }

  private static Iterable<Path> sources(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }
}

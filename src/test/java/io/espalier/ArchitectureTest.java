package io.espalier;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the table of packages: who may import whom, and which package a library stays home in. */
class ArchitectureTest {

  private static final String ROOT = "io.espalier.";

  /** Package to the packages it may import; itself and what lies in it are always allowed. */
  private static final Map<String, List<String>> MAY_IMPORT = new LinkedHashMap<>();

  private static final Path SOURCES = Path.of("src/main/java/io/espalier");
  private static final int MOST_LINES_OF_A_CLASS = 250;
  private static final int MOST_LINES_OF_A_PACKAGE = 3_500;
  private static final int MOST_FILES = 40;

  /** What every package may import. */
  private static final List<String> EVERYONE = List.of("error", "file", "progress");

  static {
    MAY_IMPORT.put("error", List.of());
    MAY_IMPORT.put("file", List.of());
    MAY_IMPORT.put("progress", List.of());
    MAY_IMPORT.put("catalogue", List.of());
    MAY_IMPORT.put("random", List.of());
    MAY_IMPORT.put("stat", List.of("random"));
    MAY_IMPORT.put("provenance", List.of());
    MAY_IMPORT.put("space", List.of("random"));
    MAY_IMPORT.put("plan", List.of("space", "catalogue"));
    MAY_IMPORT.put("bundle", List.of("catalogue"));
    MAY_IMPORT.put("estimate", List.of("space", "stat"));
    MAY_IMPORT.put("cost", List.of("plan", "space", "estimate", "stat", "catalogue"));
    MAY_IMPORT.put("data", List.of("random", "catalogue"));
    MAY_IMPORT.put("search", List.of("space", "estimate", "random", "stat", "catalogue"));
    MAY_IMPORT.put(
        "supernet",
        List.of("plan", "cost", "space", "random", "provenance", "data", "estimate", "catalogue"));
    MAY_IMPORT.put("synthetic", List.of("space", "estimate", "random"));
    MAY_IMPORT.put("tabular", List.of("space", "plan", "estimate", "cost", "random", "catalogue"));
    MAY_IMPORT.put(
        "export",
        List.of(
            "plan",
            "space",
            "supernet",
            "provenance",
            "data",
            "cost",
            "estimate",
            "random",
            "stat",
            "catalogue"));
    MAY_IMPORT.put(
        "retrain",
        List.of(
            "supernet",
            "data",
            "estimate",
            "provenance",
            "plan",
            "space",
            "random",
            "stat",
            "export",
            "cost",
            "catalogue"));
    MAY_IMPORT.put(
        "bench",
        List.of(
            "supernet",
            "search",
            "plan",
            "cost",
            "space",
            "data",
            "estimate",
            "random",
            "stat",
            "study",
            "synthetic"));
    MAY_IMPORT.put(
        "latency",
        List.of(
            "search",
            "supernet",
            "export",
            "data",
            "plan",
            "cost",
            "space",
            "random",
            "stat",
            "provenance",
            "catalogue"));
    MAY_IMPORT.put(
        "study", List.of("search", "estimate", "cost", "space", "provenance", "random", "stat"));
    MAY_IMPORT.put("rank", List.of("stat", "random"));
    MAY_IMPORT.put("compare", List.of("search", "estimate", "space", "stat", "random"));
    MAY_IMPORT.put("doctor", List.of("supernet", "search", "export", "provenance"));
    MAY_IMPORT.put(
        "report",
        List.of("study", "estimate", "cost", "stat", "plan", "space", "provenance", "rank"));
    List<String> homes = List.copyOf(MAY_IMPORT.keySet());
    MAY_IMPORT.put("settings", homes);
    MAY_IMPORT.put("task", and(homes, "settings"));
    MAY_IMPORT.put("run", and(homes, "settings", "task"));
    MAY_IMPORT.put("config", and(homes, "settings", "task"));
    // Only in builds with Spark.
    MAY_IMPORT.put("spark", and(homes, "settings", "task", "run", "config"));
    MAY_IMPORT.put("notebook", and(homes, "settings", "task", "run"));
    MAY_IMPORT.put("watch", List.of("report", "study", "estimate", "cost", "stat"));
    MAY_IMPORT.put("tracking", List.of("report"));
    MAY_IMPORT.put(
        "cli", and(homes, "settings", "task", "run", "config", "notebook", "watch", "tracking"));
  }

  private static List<String> and(List<String> homes, String... upper) {
    return Stream.concat(homes.stream(), Stream.of(upper)).toList();
  }

  private static final Map<String, List<String>> LIBRARY_HOMES =
      Map.ofEntries(
          Map.entry("ai.djl", List.of("data", "supernet", "retrain", "export")),
          Map.entry("ai.onnx", List.of("export.onnx")),
          Map.entry("ai.onnxruntime", List.of("export.onnx")),
          Map.entry("com.google.protobuf", List.of("export.onnx", "tracking")),
          Map.entry("org.nd4j", List.of("search.regression")),
          Map.entry("org.bytedeco", List.of("search.regression")),
          Map.entry("com.fasterxml.jackson.dataformat.yaml", List.of("file")),
          Map.entry("de.siegmar.fastcsv", List.of("file")),
          Map.entry("org.apache.spark", List.of("spark")),
          Map.entry("io.javalin", List.of("watch")),
          Map.entry("picocli", List.of("cli")),
          Map.entry("java.net.http", List.of("tracking")),
          Map.entry("jdk.jshell", List.of("notebook")),
          Map.entry("org.dflib.jjava", List.of("notebook.kernel")),
          Map.entry("com.github.weisj.jsvg", List.of("report.drawing")),
          Map.entry("me.tongfei.progressbar", List.of("cli")));

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.espalier");

  @TestFactory
  List<DynamicTest> everyPackageImportsOnlyWhatTheTableAllows() {
    List<DynamicTest> tests = new ArrayList<>();
    MAY_IMPORT.forEach(
        (name, allowed) -> {
          List<String> patterns =
              new ArrayList<>(allowed.stream().map(a -> ROOT + a + "..").toList());
          EVERYONE.forEach(common -> patterns.add(ROOT + common + ".."));
          patterns.add(ROOT + name + "..");
          tests.add(
              DynamicTest.dynamicTest(
                  name,
                  () ->
                      noClasses()
                          .that()
                          .resideInAPackage(ROOT + name + "..")
                          .should()
                          .dependOnClassesThat(
                              resideInAnyPackage("io.espalier..")
                                  .and(not(resideInAnyPackage(patterns.toArray(String[]::new)))))
                          .allowEmptyShould(true)
                          .check(classes)));
        });
    return tests;
  }

  @TestFactory
  List<DynamicTest> librariesStayHome() {
    List<DynamicTest> tests = new ArrayList<>();
    LIBRARY_HOMES.forEach(
        (library, homes) ->
            tests.add(
                DynamicTest.dynamicTest(
                    library,
                    () ->
                        noClasses()
                            .that()
                            .resideOutsideOfPackages(
                                homes.stream().map(h -> ROOT + h + "..").toArray(String[]::new))
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(library + "..")
                            .check(classes))));
    return tests;
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  void everyPackageIsInTheTable() {
    List<String> known = MAY_IMPORT.keySet().stream().map(p -> ROOT + p + "..").toList();
    classes().should().resideInAnyPackage(known.toArray(String[]::new)).check(classes);
  }

  /** A package or class that outgrows these is divided. */
  @Test
  void packagesAndClassesStaySmall() throws IOException {
    List<String> tooLarge = new ArrayList<>();
    try (Stream<Path> all = Files.walk(SOURCES)) {
      for (Path folder : all.filter(Files::isDirectory).toList()) {
        long lines = 0;
        List<Path> files = javaFiles(folder);
        for (Path file : files) {
          long own = Files.readAllLines(file).size();
          lines += own;
          if (own > MOST_LINES_OF_A_CLASS) {
            tooLarge.add("%s has %d lines".formatted(file, own));
          }
        }
        if (files.size() > MOST_FILES || lines > MOST_LINES_OF_A_PACKAGE) {
          tooLarge.add("%s has %d files, %d lines".formatted(folder, files.size(), lines));
        }
      }
    }
    assertThat(tooLarge).isEmpty();
  }

  private static List<Path> javaFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  /** By their simple names classes are spoken of, so there is one of each. */
  @Test
  void noSimpleNameIsUsedTwice() {
    List<String> names =
        classes.stream()
            .filter(c -> c.isTopLevelClass() && !c.getSimpleName().equals("package-info"))
            .map(JavaClass::getSimpleName)
            .toList();
    assertThat(names).doesNotHaveDuplicates();
  }
}

package io.espalier.doctor;

import io.espalier.error.InputError;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs checks in separate processes and collects their findings. A process that ends early is a
 * finding as well; the check then continues after the current case.
 */
public final class Checkup {

  /** The time limit without output; a case takes fractions of a second. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * The number of crashes after which a check ends; a check before a training ends at the first
   * one.
   */
  private static final int MOST_CRASHES = 30;

  private final String classPath;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, String> facts = new LinkedHashMap<>();
  private final Map<String, Double> differences = new LinkedHashMap<>();
  private int cases;

  /** A checkup of this program. */
  public Checkup() {
    this(classPath(Checkup.class.getClassLoader()));
  }

  /** A checkup of the program with this class path. */
  Checkup(String classPath) {
    this.classPath = classPath;
  }

  /**
   * The program and its libraries as this process was given them. A tool that runs programs within
   * its own process, as Maven's {@code exec:java} does, has loaders of its own for them.
   */
  static String classPath(ClassLoader loader) {
    return loader instanceof URLClassLoader own
        ? Stream.of(own.getURLs())
            .map(url -> Path.of(URI.create(url.toString())).toString())
            .collect(Collectors.joining(File.pathSeparator))
        : System.getProperty("java.class.path");
  }

  /** The findings, in the order in which they were found. */
  public List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** The facts that the processes reported about their libraries. */
  public Map<String, String> facts() {
    return facts;
  }

  /** The number of cases run, counting each number of threads. */
  public int cases() {
    return cases;
  }

  /** For each case, by name, the largest difference that kinks do not explain. */
  public Map<String, Double> differences() {
    return differences;
  }

  /**
   * Runs a suite.
   *
   * @param counted receives the number of finished cases after each case
   * @throws IOException if processes cannot be started here
   * @throws InputError if the libraries cannot be loaded at all
   */
  public void natives(Suite suite, InstructionSet instructions, Consumer<Integer> counted)
      throws IOException {
    Map<String, String> environment = new HashMap<>(HeapCheck.environment());
    environment.putAll(instructions.environment());
    if (suite == Suite.QUICK) {
      // Makes oneDNN print its version and instruction set.
      environment.put("ONEDNN_VERBOSE", "profile_create");
    }
    Follower follower = new Follower(instructions, counted);
    int next = 0;
    int most = suite == Suite.QUICK ? 1 : MOST_CRASHES;
    for (int crashes = 0; next >= 0 && crashes < most; crashes++) {
      next = run(environment, List.of(suite.name(), Integer.toString(next)), follower);
    }
  }

  /**
   * Runs the check of ND4J's linear algebra.
   *
   * @throws IOException if processes cannot be started here
   */
  public void algebra() throws IOException {
    run(Map.of(), List.of(CheckProgram.ALGEBRA), new Follower(InstructionSet.OWN, count -> {}));
  }

  /** Returns the number of the case to continue with, or -1 at the end. */
  private int run(Map<String, String> environment, List<String> arguments, Follower follower)
      throws IOException {
    follower.ended = false;
    int code = new CheckProcess(classPath, environment, PATIENCE).run(arguments, follower::take);
    if (follower.ended) {
      return -1;
    }
    String end =
        code == CheckProcess.HUNG
            ? "does not end"
            : "the process crashes (exit code %d)".formatted(code);
    findings.add(new Finding(follower.name, follower.threads, follower.instructions.name(), end));
    return follower.number + 1;
  }

  /** Follows a process and remembers its current step. */
  private final class Follower {

    private final InstructionSet instructions;
    private final Consumer<Integer> counted;
    private String name = "the start of Java";
    private int number;
    private int threads = 1;
    private boolean ended;

    Follower(InstructionSet instructions, Consumer<Integer> counted) {
      this.instructions = instructions;
      this.counted = counted;
    }

    void take(List<String> fields) {
      switch (fields.get(0)) {
        case "begin" -> {
          number = Integer.parseInt(fields.get(1));
          threads = Integer.parseInt(fields.get(2));
          name = fields.get(3);
        }
        case "done" -> {
          cases++;
          differences.merge(fields.get(3), Double.valueOf(fields.get(5)), Math::max);
          counted.accept(cases);
        }
        case "fact" -> facts.put(fields.get(1), fields.get(2));
        case "library" -> library(fields.get(1));
        case "wrong" ->
            findings.add(
                new Finding(
                    fields.get(1),
                    fields.size() > 3 ? Integer.parseInt(fields.get(2)) : 1,
                    instructions.name(),
                    fields.get(fields.size() - 1)));
        case "refused" -> throw new InputError(fields.get(1));
        case "end" -> ended = true;
        default -> throw new IllegalStateException("a check says " + fields);
      }
    }

    private void library(String line) {
      String text = line.replaceFirst("^onednn_verbose,(v1,)?info,", "");
      if (text.startsWith("oneDNN") || text.startsWith("cpu,isa")) {
        facts.putIfAbsent(text.startsWith("cpu") ? "oneDNN's instructions" : "oneDNN", text);
      }
    }
  }
}

package io.espalier.notebook;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControlProvider;

/**
 * Runs cells of Java one after another; each sees what those before it imported and declared. They
 * run in this JVM and on its class path.
 */
public final class JavaSession implements AutoCloseable {

  private final ValueControl control = new ValueControl();
  private final JShell shell;
  private volatile boolean isStopped;

  /** A session without anything imported; {@link RequiredJdk} says whether there can be one. */
  public JavaSession() {
    this.shell = shell(ValueControl.provider(control));
  }

  private static JShell shell(ExecutionControlProvider provider) {
    return JShell.builder()
        .executionEngine(provider, null)
        .compilerOptions("-classpath", System.getProperty("java.class.path"))
        .build();
  }

  /**
   * Runs a cell.
   *
   * @param out takes what it prints
   * @return what is shown of its last expression; empty if it ends in something else, or in a
   *     semicolon
   * @throws CellFailure if it cannot be compiled or throws
   */
  public Optional<Shown> run(String source, PrintStream out) throws CellFailure {
    isStopped = false;
    PrintStream before = System.out;
    System.setOut(out);
    try {
      Optional<Shown> last = Optional.empty();
      String rest = source;
      while (!rest.isBlank()) {
        CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
        if (next.completeness() == Completeness.EMPTY) {
          break;
        }
        if (!next.completeness().isComplete()) {
          last = evaluate(rest);
          break;
        }
        last = evaluate(next.source());
        rest = next.remaining();
      }
      return source.strip().endsWith(";") ? Optional.empty() : last;
    } finally {
      out.flush();
      System.setOut(before);
    }
  }

  private Optional<Shown> evaluate(String source) throws CellFailure {
    Optional<Shown> shown = Optional.empty();
    List<SnippetEvent> events = shell.eval(source);
    if (isStopped) {
      // JShell itself says nothing.
      throw new CellFailure("stopped");
    }
    for (SnippetEvent event : events) {
      if (event.status() == Snippet.Status.REJECTED) {
        throw new CellFailure(problems(event.snippet()));
      }
      if (event.exception() != null) {
        throw failure(event.exception());
      }
      if (event.causeSnippet() == null) {
        shown = shown(event.snippet());
      }
    }
    return shown;
  }

  private String problems(Snippet snippet) {
    List<String> problems = new ArrayList<>();
    for (Diag problem : shell.diagnostics(snippet).filter(Diag::isError).toList()) {
      String source = snippet.source();
      int from = (int) Math.max(0, Math.min(problem.getStartPosition(), source.length()));
      int to = (int) Math.max(from, Math.min(problem.getEndPosition(), source.length()));
      String at = source.substring(from, to).strip();
      problems.add(problem.getMessage(Locale.ROOT).strip() + (at.isEmpty() ? "" : "\n  at: " + at));
    }
    return problems.isEmpty() ? "not Java: " + snippet.source() : String.join("\n", problems);
  }

  private CellFailure failure(JShellException exception) {
    if (exception instanceof EvalException thrown) {
      String name = thrown.getExceptionClassName();
      String message = thrown.getMessage() == null ? "" : ": " + thrown.getMessage();
      return new CellFailure(name + message + causes(thrown), thrown);
    }
    if (exception instanceof UnresolvedReferenceException unresolved) {
      String missing =
          shell.unresolvedDependencies(unresolved.getSnippet()).collect(Collectors.joining(", "));
      return new CellFailure("not declared: " + missing, exception);
    }
    return new CellFailure(exception.toString(), exception);
  }

  private static String causes(EvalException thrown) {
    StringBuilder causes = new StringBuilder();
    for (StackTraceElement element : thrown.getStackTrace()) {
      causes.append("\n  at ").append(element);
    }
    if (thrown.getCause() != null && thrown.getCause() != thrown) {
      causes.append("\ncaused by ").append(thrown.getCause());
    }
    return causes.toString();
  }

  private Optional<Shown> shown(Snippet snippet) {
    return variable(snippet)
        .map(
            variable -> {
              String text = shell.varValue(variable);
              return control.value() == null ? null : Shown.of(control.value(), text);
            });
  }

  /** The variable with the value of an expression: its own, or one that JShell has made for it. */
  private Optional<VarSnippet> variable(Snippet snippet) {
    if (snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
      return Optional.of((VarSnippet) snippet);
    }
    if (snippet.subKind() == Snippet.SubKind.VAR_VALUE_SUBKIND) {
      String name = ((ExpressionSnippet) snippet).name();
      return shell.variables().filter(variable -> variable.name().equals(name)).findFirst();
    }
    return Optional.empty();
  }

  /** How complete a cell is, for editors that run it once it is. */
  public Completeness completeness(String source) {
    String rest = source;
    Completeness last = Completeness.EMPTY;
    while (!rest.isBlank()) {
      CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      last = next.completeness();
      if (!last.isComplete()) {
        return last;
      }
      rest = next.remaining();
    }
    return last;
  }

  /**
   * What may stand at a place of a cell.
   *
   * @param from the place that a completion replaces the text from
   * @param texts the completions
   */
  public record Completion(int from, List<String> texts) {
    public Completion {
      texts = List.copyOf(texts);
    }
  }

  /** What the text before {@code cursor} may be completed to. */
  public Completion complete(String source, int cursor) {
    int[] anchor = {cursor};
    List<String> texts =
        shell.sourceCodeAnalysis().completionSuggestions(source, cursor, anchor).stream()
            .map(SourceCodeAnalysis.Suggestion::continuation)
            .distinct()
            .toList();
    return new Completion(anchor[0], texts);
  }

  /** What is known of the method or class at {@code cursor}: signatures, one a line. */
  public String signatures(String source, int cursor) {
    return shell.sourceCodeAnalysis().documentation(source, cursor, false).stream()
        .map(SourceCodeAnalysis.Documentation::signature)
        .distinct()
        .collect(Collectors.joining("\n"));
  }

  /** Stops the cell that is running; it then throws. To be called from another thread. */
  public void stop() {
    isStopped = true;
    shell.stop();
  }

  @Override
  public void close() {
    shell.close();
  }
}

package io.espalier.export.pytorch;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A Python process that runs only our program: it works in its own empty folder, so that no {@code
 * json.py} or {@code torch.py} from the folder where Espalier was started is imported, and it
 * ignores {@code PYTHONPATH}, in which an empty entry also means that folder.
 */
final class PythonProcess implements AutoCloseable {

  /** Isolated from the user's own packages as well. */
  static final String ISOLATED = "-I";

  /**
   * With the user's own packages, where pip puts PyTorch without the rights of an administrator.
   */
  static final String WITH_OWN_PACKAGES = "-E";

  /** A line of an answer is a few numbers or an error. */
  private static final int LONGEST_LINE_BYTES = 1 << 20;

  private final Process process;
  private final Path folder;
  private final Duration limit;
  private final OutputStream requests;
  private final InputStream answers;
  private final ExecutorService thread;

  private PythonProcess(Process process, Path folder, Duration limit) {
    this.process = process;
    this.folder = folder;
    this.limit = limit;
    this.requests = new BufferedOutputStream(process.getOutputStream(), 1 << 16);
    this.answers = new BufferedInputStream(process.getInputStream(), 1 << 16);
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread daemon = new Thread(work, "python");
              daemon.setDaemon(true);
              return daemon;
            });
  }

  /**
   * Starts a program.
   *
   * @param python a path, or a name to look up on the search path
   * @param isolation {@link #ISOLATED} or {@link #WITH_OWN_PACKAGES}
   * @param limit the time limit of each {@linkplain #exchange exchange}
   * @throws IOException if there is no such Python or it cannot be started
   */
  static PythonProcess start(String python, String isolation, String program, Duration limit)
      throws IOException {
    String file =
        find(python).orElseThrow(() -> new IOException("there is no program " + python)).toString();
    Path folder = Files.createTempDirectory("espalier-python-");
    try {
      return new PythonProcess(
          new ProcessBuilder(file, isolation, "-c", program)
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start(),
          folder,
          limit);
    } catch (IOException e) {
      Files.deleteIfExists(folder);
      throw e;
    }
  }

  /** The system would resolve relative folders of the search path in the current folder. */
  private static Optional<Path> find(String python) {
    if (Path.of(python).getNameCount() > 1 || python.contains(File.separator)) {
      return Optional.of(Path.of(python).toAbsolutePath());
    }
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(Path::of)
        .filter(Path::isAbsolute)
        .flatMap(entry -> Stream.of(entry.resolve(python), entry.resolve(python + ".exe")))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /** The channels to the program. */
  interface Pipe {
    /** The stream for requests; flushed before an answer is read. */
    OutputStream requests();

    /** One line of an answer, without its end. */
    String line() throws IOException;

    /** Reads {@code count} bytes of an answer. */
    byte[] bytes(int count) throws IOException;
  }

  /** One conversation with the program. */
  @FunctionalInterface
  interface Exchange<T> {
    T with(Pipe pipe) throws IOException;
  }

  /**
   * Runs one conversation with the program. If it hangs, it and the processes that it started are
   * ended after the time limit.
   *
   * @throws IOException if it ended, or gave no answer in time; the message says which
   */
  <T> T exchange(Exchange<T> exchange) throws IOException {
    Callable<T> talk = () -> exchange.with(pipe());
    try {
      return thread.submit(talk).get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      end();
      throw new IOException(
          "it gave no answer within %d s and was ended; allow it more time"
              .formatted(limit.toSeconds()),
          e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException("talking to Python failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private Pipe pipe() {
    return new Pipe() {
      @Override
      public OutputStream requests() {
        return requests;
      }

      @Override
      public String line() throws IOException {
        requests.flush();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = answers.read(); next != '\n'; next = answers.read()) {
          if (next < 0) {
            throw new EOFException("it ended");
          }
          if (line.size() == LONGEST_LINE_BYTES) {
            throw new IOException("its answer is none of our program");
          }
          line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
      }

      @Override
      public byte[] bytes(int count) throws IOException {
        byte[] bytes = answers.readNBytes(count);
        if (bytes.length < count) {
          throw new EOFException("it ended");
        }
        return bytes;
      }
    };
  }

  /** Whether the process is running. */
  boolean isRunning() {
    return process.isAlive();
  }

  private void end() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    thread.shutdownNow();
  }

  /** Ends the process and the processes that it started. */
  @Override
  public void close() {
    end();
    process.onExit().join();
    try {
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // An empty folder among the temporary files does no harm.
    }
  }
}

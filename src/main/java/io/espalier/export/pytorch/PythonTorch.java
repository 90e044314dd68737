package io.espalier.export.pytorch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.data.Batch;
import io.espalier.error.InputError;
import io.espalier.export.Pixels;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A Python with PyTorch, in a process of its own that lasts as long as this object or this JVM. It
 * runs one network at a time. For one thread.
 */
public final class PythonTorch implements AutoCloseable {

  /** Where a Python is looked for if none is named. */
  private static final List<String> USUAL = List.of("python3", "/usr/bin/python3");

  private static final String PROBE = "import torch; torch.frombuffer; print(torch.__version__)";
  private static final long PROBE_SECONDS = 60;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String python;
  private final String version;
  private Process process;
  private OutputStream requests;
  private InputStream answers;

  private PythonTorch(String python, String version) {
    this.python = python;
    this.version = version;
  }

  /**
   * The Python that is named, or the first usual one that has PyTorch.
   *
   * @param named a program; empty to look for one
   * @return empty if none was named and none found
   * @throws InputError if the named one cannot import torch
   */
  public static Optional<PythonTorch> find(String named) {
    if (!named.isEmpty()) {
      return Optional.of(
          probe(named)
              .orElseThrow(
                  () ->
                      new InputError(
                          "'%s' is no Python that can import PyTorch 1.10 or later; name another"
                                  .formatted(named)
                              + " with export.python, or leave it empty to do without")));
    }
    return USUAL.stream().map(PythonTorch::probe).flatMap(Optional::stream).findFirst();
  }

  private static Optional<PythonTorch> probe(String python) {
    try {
      Process process =
          new ProcessBuilder(python, "-c", PROBE)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      byte[] printed = process.getInputStream().readAllBytes();
      String version = new String(printed, StandardCharsets.UTF_8).strip();
      return process.exitValue() == 0
          ? Optional.of(new PythonTorch(python, version))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** The version of its PyTorch. */
  public String version() {
    return version;
  }

  /**
   * Loads the network of a generated program, in place of the one before.
   *
   * @param folder holds {@code model.py}, {@code load.py} and {@code weights.safetensors}
   * @throws InputError if Python cannot load it
   */
  void load(Path folder) {
    JsonNode answer = ask(Map.of("load", folder.toAbsolutePath().toString()), null);
    if (answer.has("error")) {
      throw new InputError(
          "PyTorch cannot load %s: %s; export the child again"
              .formatted(folder, answer.get("error").asText()));
    }
  }

  /** The logits of normalised images by the network that was loaded last. */
  float[][] run(Batch batch) {
    FloatBuffer pixels = Pixels.channelsFirst(batch.pixels(), batch);
    List<Integer> shape = List.of(batch.count(), batch.channels(), batch.height(), batch.width());
    JsonNode answer = ask(Map.of("run", shape), pixels);
    if (answer.has("error")) {
      throw new IllegalStateException(
          "the generated module cannot be run: " + answer.get("error").asText());
    }
    int classes = answer.get("shape").get(1).asInt();
    try {
      byte[] bytes = answers.readNBytes(batch.count() * classes * Float.BYTES);
      FloatBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
      float[][] logits = new float[batch.count()][classes];
      for (float[] row : logits) {
        values.get(row);
      }
      return logits;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode ask(Map<String, ?> request, FloatBuffer numbers) {
    try {
      start();
      requests.write((JSON.writeValueAsString(request) + "\n").getBytes(StandardCharsets.UTF_8));
      if (numbers != null) {
        ByteBuffer bytes =
            ByteBuffer.allocate(numbers.limit() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers.duplicate());
        requests.write(bytes.array());
      }
      requests.flush();
      return JSON.readTree(line());
    } catch (IOException e) {
      throw new InputError(
          "%s ended while it ran an exported network: %s; see that it has memory enough, or name another with export.python"
              .formatted(python, e.getMessage()),
          e);
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = answers.read(); next != '\n'; next = answers.read()) {
      if (next < 0) {
        throw new EOFException("no answer");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  private void start() throws IOException {
    if (process != null) {
      return;
    }
    String program;
    try (InputStream in = PythonTorch.class.getResourceAsStream("serve.py")) {
      program = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    process =
        new ProcessBuilder(python, "-c", program)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    requests = new BufferedOutputStream(process.getOutputStream(), 1 << 16);
    answers = new BufferedInputStream(process.getInputStream(), 1 << 16);
  }

  /** Ends the process. */
  @Override
  public void close() {
    if (process != null) {
      process.destroy();
      process = null;
    }
  }
}

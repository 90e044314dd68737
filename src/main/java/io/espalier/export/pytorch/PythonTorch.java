package io.espalier.export.pytorch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.data.Batch;
import io.espalier.data.TextBatch;
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

/**
 * A Python with PyTorch, in a process of its own that lasts as long as this object or this JVM. It
 * runs one network at a time. For one thread.
 */
public final class PythonTorch implements AutoCloseable {

  /** Where a Python is looked for if none is named. */
  private static final List<String> USUAL = List.of("python3", "/usr/bin/python3");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String python;
  private final Process process;
  private final OutputStream requests;
  private final InputStream answers;
  private final String version;

  private PythonTorch(String python, Process process) throws IOException {
    this.python = python;
    this.process = process;
    this.requests = new BufferedOutputStream(process.getOutputStream(), 1 << 16);
    this.answers = new BufferedInputStream(process.getInputStream(), 1 << 16);
    this.version = JSON.readTree(line()).get("version").asText();
  }

  /**
   * Starts the Python that is named, or the first usual one that has PyTorch.
   *
   * @param named a program; empty to look for one
   * @return empty if none was named and none found
   * @throws InputError if the named one cannot import torch
   */
  public static Optional<PythonTorch> find(String named) {
    if (!named.isEmpty()) {
      return Optional.of(
          start(named)
              .orElseThrow(
                  () ->
                      new InputError(
                          "'%s' is no Python that can import PyTorch 1.10 or later; name another with export.python, or leave it empty to do without"
                              .formatted(named))));
    }
    return USUAL.stream().map(PythonTorch::start).flatMap(Optional::stream).findFirst();
  }

  private static Optional<PythonTorch> start(String python) {
    try (InputStream in = PythonTorch.class.getResourceAsStream("serve.py")) {
      String program = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Process process =
          new ProcessBuilder(python, "-c", program)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        return Optional.of(new PythonTorch(python, process));
      } catch (IOException e) {
        process.destroy();
        return Optional.empty();
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The program. */
  String program() {
    return python;
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
    FloatBuffer values = logits(Map.of("run", shape), pixels);
    float[][] logits = new float[batch.count()][values.limit() / batch.count()];
    for (float[] row : logits) {
      values.get(row);
    }
    return logits;
  }

  /**
   * The logits of a batch's tokens by the network that was loaded last.
   *
   * @param begins whether nothing is remembered of the batches before
   */
  float[] read(TextBatch batch, boolean begins) {
    // Whole numbers up to 16 million are exact in 32-bit floating point.
    FloatBuffer tokens = FloatBuffer.allocate(batch.count());
    for (int t = 0; t < batch.count(); t++) {
      tokens.put(t, (float) batch.inputs().get(t));
    }
    List<Integer> shape = List.of(batch.steps(), batch.streams());
    FloatBuffer values = logits(Map.of("read", shape, "begin", begins), tokens);
    float[] logits = new float[values.limit()];
    values.get(logits);
    return logits;
  }

  private FloatBuffer logits(Map<String, ?> request, FloatBuffer numbers) {
    JsonNode answer = ask(request, numbers);
    if (answer.has("error")) {
      throw new IllegalStateException(
          "the generated module cannot be run: " + answer.get("error").asText());
    }
    int count = 1;
    for (JsonNode size : answer.get("shape")) {
      count *= size.asInt();
    }
    try {
      byte[] bytes = answers.readNBytes(count * Float.BYTES);
      return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode ask(Map<String, ?> request, FloatBuffer numbers) {
    try {
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

  /** Whether the process is there. */
  boolean isRunning() {
    return process.isAlive();
  }

  /** Ends the process. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}

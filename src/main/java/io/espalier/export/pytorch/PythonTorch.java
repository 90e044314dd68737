package io.espalier.export.pytorch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.data.Batch;
import io.espalier.data.text.TextBatch;
import io.espalier.error.InputError;
import io.espalier.error.Trouble;
import io.espalier.export.Pixels;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Python with PyTorch, in its own process that lasts as long as this object or this JVM. It runs
 * one network at a time. For one thread.
 */
public final class PythonTorch implements AutoCloseable {

  /** The programs to try if none is named. */
  private static final List<String> USUAL = List.of("python3", "/usr/bin/python3");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String python;
  private final PythonProcess process;
  private final String version;
  private final boolean hasPillow;

  private PythonTorch(String python, PythonProcess process, String version, boolean hasPillow) {
    this.python = python;
    this.process = process;
    this.version = version;
    this.hasPillow = hasPillow;
  }

  /**
   * Starts the named Python, or the first usual one that has PyTorch.
   *
   * @param named a program; empty to look for one
   * @param limit the time limit for starting, for loading a network and for running a batch
   * @return empty if none was named and none found
   * @throws InputError if the named one cannot import torch
   */
  public static Optional<PythonTorch> find(String named, Duration limit) {
    if (!named.isEmpty()) {
      return Optional.of(
          start(named, limit)
              .orElseThrow(
                  () ->
                      new InputError(
                              "'%s' is not a Python that can import PyTorch 1.10 or later within %d s (PYTHONPATH is ignored); name another Python, or none to do without"
                                  .formatted(named, limit.toSeconds()))
                          .see(Trouble.PYTHON)));
    }
    return USUAL.stream().map(python -> start(python, limit)).flatMap(Optional::stream).findFirst();
  }

  private static Optional<PythonTorch> start(String python, Duration limit) {
    return start(python, PythonProcess.ISOLATED, limit)
        .or(() -> start(python, PythonProcess.WITH_OWN_PACKAGES, limit));
  }

  private static Optional<PythonTorch> start(String python, String isolation, Duration limit) {
    PythonProcess process = null;
    try (InputStream in = PythonTorch.class.getResourceAsStream("serve.py")) {
      String program = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      process = PythonProcess.start(python, isolation, program, limit);
      JsonNode greeting = JSON.readTree(process.exchange(PythonProcess.Pipe::line));
      if (greeting.path("version").isTextual()) {
        return Optional.of(
            new PythonTorch(
                python,
                process,
                greeting.get("version").asText(),
                greeting.path("pillow").asBoolean()));
      }
    } catch (IOException e) {
      // No Python, or one without PyTorch.
    }
    if (process != null) {
      process.close();
    }
    return Optional.empty();
  }

  /** The program. */
  String program() {
    return python;
  }

  /** The version of its PyTorch. */
  public String version() {
    return version;
  }

  /** Whether it can read picture files. */
  boolean hasPillow() {
    return hasPillow;
  }

  /** The logits of a picture file from the last loaded program. */
  float[] look(Path picture) {
    FloatBuffer values =
        logits(Map.of("look", picture.toAbsolutePath().toString()), FloatBuffer.allocate(0));
    float[] logits = new float[values.limit()];
    values.get(logits);
    return logits;
  }

  /**
   * Runs a generated program in place of the previous one and lets it read weights.
   *
   * @param program the program
   * @param weights a file that {@code program} reads
   * @throws InputError if Python cannot load it
   */
  void load(GeneratedProgram program, Path weights) {
    Map<String, String> request =
        Map.of(
            "model", program.model(),
            "loader", program.loader(),
            "picture", program.picture(),
            "weights", weights.toAbsolutePath().toString());
    Answer answer = ask(request, FloatBuffer.allocate(0));
    if (answer.error().isPresent()) {
      throw new InputError(
          "PyTorch cannot load %s: %s; export the child again"
              .formatted(weights, answer.error().get()));
    }
  }

  /** The logits of normalised images from the last loaded network. */
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
   * The logits of a batch's tokens from the last loaded network.
   *
   * @param begins whether to start with an empty memory
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
    Answer answer = ask(request, numbers);
    if (answer.error().isPresent()) {
      throw new IllegalStateException(
          "the generated module cannot be run: " + answer.error().get());
    }
    return answer.numbers();
  }

  private record Answer(Optional<String> error, FloatBuffer numbers) {}

  private Answer ask(Map<String, ?> request, FloatBuffer numbers) {
    try {
      byte[] line = (JSON.writeValueAsString(request) + "\n").getBytes(StandardCharsets.UTF_8);
      ByteBuffer bytes =
          ByteBuffer.allocate(numbers.limit() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(numbers.duplicate());
      return process.exchange(
          pipe -> {
            pipe.requests().write(line);
            pipe.requests().write(bytes.array());
            return answer(pipe);
          });
    } catch (IOException e) {
      throw new InputError(
          "%s gave no result of an exported network: %s; make sure that it has enough memory, or name another Python"
              .formatted(python, e.getMessage()),
          e);
    }
  }

  private static Answer answer(PythonProcess.Pipe pipe) throws IOException {
    JsonNode header = JSON.readTree(pipe.line());
    if (header.has("error")) {
      return new Answer(Optional.of(header.get("error").asText()), FloatBuffer.allocate(0));
    }
    int count = 1;
    for (JsonNode size : header.path("shape")) {
      count = Math.multiplyExact(count, size.asInt());
    }
    int bytes = header.has("shape") ? Math.multiplyExact(count, Float.BYTES) : 0;
    ByteBuffer values = ByteBuffer.wrap(pipe.bytes(bytes)).order(ByteOrder.LITTLE_ENDIAN);
    return new Answer(Optional.empty(), values.asFloatBuffer());
  }

  /** Whether the process is running. */
  boolean isRunning() {
    return process.isRunning();
  }

  /** Ends the process. */
  @Override
  public void close() {
    process.close();
  }
}

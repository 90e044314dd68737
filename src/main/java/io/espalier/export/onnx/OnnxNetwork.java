package io.espalier.export.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.espalier.data.Batch;
import io.espalier.data.Normalisation;
import io.espalier.error.InputError;
import io.espalier.export.Network;
import io.espalier.export.Pixels;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A model in ONNX Runtime, on the CPU with one thread. */
final class OnnxNetwork implements Network {

  private final OrtSession session;
  private final Normalisation normalisation;
  private final boolean takesUnit;

  private OnnxNetwork(OrtSession session, Normalisation normalisation, boolean takesUnit) {
    this.session = session;
    this.normalisation = normalisation;
    this.takesUnit = takesUnit;
  }

  /**
   * Runs a session, which it closes.
   *
   * @param file its file
   * @throws InputError if it does not state which images it takes
   */
  static OnnxNetwork open(Path file, OrtSession session, Normalisation normalisation) {
    try {
      String input = session.getMetadata().getCustomMetadata().getOrDefault(OnnxExporter.INPUT, "");
      return new OnnxNetwork(session, normalisation, input.equals(OnnxExporter.UNIT_INPUT));
    } catch (OrtException e) {
      throw unusable(file, e);
    }
  }

  /**
   * A session for a model, which is given as bytes so that it cannot refer to other files.
   *
   * @param file the file of the bytes
   * @throws InputError if ONNX Runtime does not accept it
   */
  static OrtSession session(Path file, byte[] model) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      return OrtEnvironment.getEnvironment().createSession(model, options);
    } catch (OrtException e) {
      throw unusable(file, e);
    }
  }

  private static InputError unusable(Path file, OrtException e) {
    return new InputError(
        "ONNX Runtime cannot load %s: %s; export the child again".formatted(file, e.getMessage()),
        e);
  }

  @Override
  public List<float[]> logits(Batch batch) {
    FloatBuffer pixels = takesUnit ? Pixels.unnormalised(batch, normalisation) : batch.pixels();
    long[] shape = {batch.count(), batch.channels(), batch.height(), batch.width()};
    try (OnnxTensor images =
            OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), Pixels.channelsFirst(pixels, batch), shape);
        OrtSession.Result result = session.run(Map.of(OnnxOperations.IMAGES, images))) {
      return List.of((float[][]) result.get(0).getValue());
    } catch (OrtException e) {
      throw new IllegalStateException("the exported ONNX model cannot be run", e);
    }
  }

  @Override
  public void close() {
    close(session);
  }

  /** Closes a session. */
  static void close(OrtSession session) {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("the session of ONNX Runtime cannot be closed", e);
    }
  }
}

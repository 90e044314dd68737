package io.espalier.export.onnx;

import ai.djl.Device;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.espalier.error.InputError;
import io.espalier.plan.Plan;
import io.espalier.plan.Shape;
import io.espalier.random.Seed;
import io.espalier.supernet.Folded;
import io.espalier.supernet.Weights;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A network to be timed in ONNX Runtime on the CPU, on noise for images. */
public final class OnnxTimed implements AutoCloseable {

  private final OrtSession session;
  private final OnnxTensor images;

  private OnnxTimed(OrtSession session, OnnxTensor images) {
    this.session = session;
    this.images = images;
  }

  /** The runtime and its version. */
  public static String runtime() {
    return "ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion();
  }

  /**
   * The bytes of a model of a network with random weights, as exports write it, with batch norms
   * folded in.
   *
   * @throws InputError if the network reads texts
   */
  public static byte[] model(Plan live) {
    if (live.isRecurrent()) {
      throw new InputError(
          "networks that read texts token by token cannot be measured; choose a space of images");
    }
    try (Weights weights = Weights.initialise(live, Device.cpu(), new Seed(0));
        Folded folded = Folded.of(live, weights)) {
      return ModelProto.newBuilder()
          .setIrVersion(OnnxExporter.IR_VERSION)
          .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OnnxExporter.OPSET))
          .setProducerName("espalier")
          .setGraph(
              OnnxOperations.graph(folded.plan(), folded.weights(), "network", Optional.empty()))
          .build()
          .toByteArray();
    }
  }

  /**
   * Loads a model.
   *
   * @param threads threads of each operation
   */
  public static OnnxTimed open(byte[] model, Shape image, int batch, int threads) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      OrtSession session = environment.createSession(model, options);
      float[] noise = new float[Math.toIntExact(batch * image.values())];
      RandomGenerator random = new Seed(0).derive("noise").generator();
      for (int i = 0; i < noise.length; i++) {
        noise[i] = (float) random.nextGaussian();
      }
      long[] shape = {batch, image.channels(), image.height(), image.width()};
      return new OnnxTimed(
          session, OnnxTensor.createTensor(environment, FloatBuffer.wrap(noise), shape));
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime does not take a network of the space", e);
    }
  }

  /** Runs the network once. */
  public void run() {
    try {
      session.run(Map.of(OnnxOperations.IMAGES, images)).close();
    } catch (OrtException e) {
      throw new IllegalStateException("the ONNX model cannot be run", e);
    }
  }

  @Override
  public void close() {
    images.close();
    OnnxNetwork.close(session);
  }
}

package io.espalier.export.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.espalier.data.text.TextBatch;
import io.espalier.export.SequenceNetwork;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/** A model that reads texts in ONNX Runtime, on the CPU with one thread. */
final class OnnxSequenceNetwork implements SequenceNetwork {

  private final OrtSession session;
  private final Map<String, FloatBuffer> memory = new HashMap<>();

  /** Runs a session, which it closes. */
  OnnxSequenceNetwork(OrtSession session) {
    this.session = session;
  }

  @Override
  public void begin() {
    memory.clear();
  }

  @Override
  public float[] logits(TextBatch batch) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      for (NodeInfo input : session.getInputInfo().values()) {
        inputs.put(input.getName(), tensor(environment, input, batch));
      }
      try (OrtSession.Result result = session.run(inputs)) {
        for (String name : inputs.keySet()) {
          if (!name.equals(OnnxSequence.TOKENS)) {
            memory.put(name, output(result, name + OnnxSequence.NEXT));
          }
        }
        return output(result, OnnxOperations.LOGITS).array();
      }
    } catch (OrtException e) {
      throw new IllegalStateException("the exported ONNX model cannot be run", e);
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private OnnxTensor tensor(OrtEnvironment environment, NodeInfo input, TextBatch batch)
      throws OrtException {
    if (input.getName().equals(OnnxSequence.TOKENS)) {
      long[] shape = {batch.steps(), batch.streams()};
      return OnnxTensor.createTensor(environment, batch.inputs().duplicate(), shape);
    }
    int width = (int) ((TensorInfo) input.getInfo()).getShape()[1];
    FloatBuffer before = memory.get(input.getName());
    return OnnxTensor.createTensor(
        environment,
        before == null ? FloatBuffer.allocate(batch.streams() * width) : before,
        new long[] {batch.streams(), width});
  }

  /** A copy of an output's numbers, in an array. */
  private static FloatBuffer output(OrtSession.Result result, String name) {
    FloatBuffer values = ((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer();
    float[] array = new float[values.remaining()];
    values.get(array);
    return FloatBuffer.wrap(array);
  }

  @Override
  public void close() {
    OnnxNetwork.close(session);
  }
}

package io.espalier.export.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.espalier.data.Picture;
import io.espalier.data.PictureForm;
import io.espalier.export.PictureNetwork;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;

/** A model with the one that prepares pictures for it, used as in the README's program. */
record OnnxPictures(OrtSession prepare, OrtSession model, int channels) implements PictureNetwork {

  @Override
  public float[] logits(Path picture) {
    Picture read = PictureForm.read(picture).in(channels);
    ByteBuffer bytes = ByteBuffer.allocateDirect(read.pixels().length);
    bytes.put(read.pixels()).flip();
    long[] shape = {read.height(), read.width(), channels};
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OnnxTensor pixels =
            OnnxTensor.createTensor(environment, bytes, shape, OnnxJavaType.UINT8);
        OrtSession.Result prepared = prepare.run(Map.of(OnnxPreparation.PICTURE, pixels));
        OrtSession.Result result =
            model.run(Map.of(OnnxOperations.IMAGES, (OnnxTensor) prepared.get(0)))) {
      return ((float[][]) result.get(0).getValue())[0];
    } catch (OrtException e) {
      throw new IllegalStateException("the exported ONNX models cannot be run", e);
    }
  }

  @Override
  public void close() {
    OnnxNetwork.close(prepare);
    OnnxNetwork.close(model);
  }
}

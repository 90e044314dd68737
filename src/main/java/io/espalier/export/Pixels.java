package io.espalier.export;

import io.espalier.data.Batch;
import io.espalier.data.Normalisation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** The values of a batch's images, as the other export formats take them. */
public final class Pixels {

  private Pixels() {}

  /** The images before their normalisation, values from 0 to 1, channels innermost. */
  public static FloatBuffer unnormalised(Batch batch, Normalisation normalisation) {
    int channels = batch.channels();
    FloatBuffer pixels = direct(batch.pixels().limit());
    for (int i = 0; i < pixels.limit(); i++) {
      int c = i % channels;
      float value = batch.pixels().get(i);
      pixels.put(i, value * normalisation.deviation().get(c) + normalisation.mean().get(c));
    }
    return pixels;
  }

  /** The same values in the order (images, channels, rows, columns). */
  public static FloatBuffer channelsFirst(FloatBuffer pixels, Batch batch) {
    int channels = batch.channels();
    int area = batch.height() * batch.width();
    FloatBuffer ordered = direct(pixels.limit());
    for (int image = 0; image < batch.count(); image++) {
      int start = image * area * channels;
      for (int c = 0; c < channels; c++) {
        for (int p = 0; p < area; p++) {
          ordered.put(start + c * area + p, pixels.get(start + p * channels + c));
        }
      }
    }
    return ordered;
  }

  private static FloatBuffer direct(int values) {
    return ByteBuffer.allocateDirect(values * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}

package io.espalier.data;

import java.util.Arrays;

/**
 * Resizes images: cuts out the largest central part with the target's aspect ratio and resamples it
 * with a triangle filter whose width follows the reduction, so that reduced pictures do not alias
 * (bilinear interpolation when enlarging).
 *
 * <p>Exported networks reproduce this to the last bit, so every operation matters: weights are
 * computed in 64 bits and rounded to 32; sums are accumulated one value after another in 32 bits,
 * rows first.
 */
final class Resizer {

  private final int channels;
  private final int width;
  private final Taps rows;
  private final Taps columns;

  /** The source positions that make up each target position, and their weights, which sum to 1. */
  private static final class Taps {
    final int[] first;
    final float[][] weights;

    private Taps(int[] first, float[][] weights) {
      this.first = first;
      this.weights = weights;
    }

    /** The largest number of source positions that make up one target position. */
    int most() {
      return Arrays.stream(weights).mapToInt(row -> row.length).max().orElseThrow();
    }

    static Taps of(int length, int part, int size) {
      int offset = (length - part) / 2;
      int[] first = new int[size];
      float[][] weights = new float[size][];
      double scale = (double) part / size;
      double reach = Math.max(1, scale);
      for (int t = 0; t < size; t++) {
        double centre = (t + 0.5) * scale;
        int from = Math.max(0, (int) Math.floor(centre - reach));
        int to = Math.min(part, (int) Math.ceil(centre + reach));
        float[] row = new float[to - from];
        float sum = 0;
        for (int s = from; s < to; s++) {
          row[s - from] = (float) Math.max(0, 1 - Math.abs(s + 0.5 - centre) / reach);
          sum += row[s - from];
        }
        for (int k = 0; k < row.length; k++) {
          row[k] /= sum;
        }
        // An outermost weight may be 0, which changes no sum.
        int start = 0;
        int end = row.length;
        while (end - start > 1 && row[start] == 0) {
          start++;
        }
        while (end - start > 1 && row[end - 1] == 0) {
          end--;
        }
        row = Arrays.copyOfRange(row, start, end);
        first[t] = offset + from + start;
        weights[t] = row;
        if (first[t] + row.length > length) {
          throw new IllegalStateException("a tap lies outside the image");
        }
      }
      return new Taps(first, weights);
    }
  }

  /** For images of {@code height} x {@code width}, which become {@code rows} x {@code columns}. */
  Resizer(int channels, int height, int width, int rows, int columns) {
    this.channels = channels;
    this.width = width;
    int partHeight = (int) Math.max(1, Math.min(height, (long) width * rows / columns));
    int partWidth = (int) Math.max(1, Math.min(width, (long) height * columns / rows));
    this.rows = Taps.of(height, partHeight, rows);
    this.columns = Taps.of(width, partWidth, columns);
  }

  /** The resampled image, rows x columns x channels, channels innermost like the source's. */
  byte[] resize(byte[] source) {
    int height = rows.first.length;
    byte[] target = new byte[height * columns.first.length * channels];
    SourceRows values = new SourceRows(source, rows.most(), width * channels);
    float[] line = new float[width * channels];
    for (int row = 0; row < height; row++) {
      blend(values, row, line);
      if (channels == 3) {
        narrowColours(line, target, row);
      } else {
        narrow(line, target, row);
      }
    }
    return target;
  }

  /**
   * The rows of the source as numbers. Several rows of the target are made of each, in ascending
   * order: as many as one needs at a time are kept.
   */
  private static final class SourceRows {
    private final byte[] source;
    private final float[][] values;
    private final int[] held;

    SourceRows(byte[] source, int atOnce, int length) {
      this.source = source;
      this.values = new float[atOnce][length];
      this.held = new int[atOnce];
      Arrays.fill(held, -1);
    }

    float[] row(int row) {
      int place = row % held.length;
      float[] numbers = values[place];
      if (held[place] != row) {
        int start = row * numbers.length;
        for (int p = 0; p < numbers.length; p++) {
          numbers[p] = source[start + p] & 0xff;
        }
        held[place] = row;
      }
      return numbers;
    }
  }

  /** One row of the target, not yet narrowed to its columns. */
  private void blend(SourceRows source, int row, float[] line) {
    Arrays.fill(line, 0);
    float[] weights = rows.weights[row];
    for (int k = 0; k < weights.length; k++) {
      add(source.row(rows.first[row] + k), weights[k], line);
    }
  }

  private static void add(float[] values, float weight, float[] line) {
    for (int p = 0; p < line.length; p++) {
      line[p] += weight * values[p];
    }
  }

  private void narrow(float[] line, byte[] target, int row) {
    int size = columns.first.length;
    for (int column = 0; column < size; column++) {
      float[] weights = columns.weights[column];
      for (int c = 0; c < channels; c++) {
        float value = 0.5f;
        for (int k = 0; k < weights.length; k++) {
          value += weights[k] * line[(columns.first[column] + k) * channels + c];
        }
        target[(row * size + column) * channels + c] = (byte) Math.min(255, (int) value);
      }
    }
  }

  /** As above, with the three sums side by side. */
  private void narrowColours(float[] line, byte[] target, int row) {
    int at = row * columns.first.length * 3;
    for (int column = 0; column < columns.first.length; column++) {
      float[] weights = columns.weights[column];
      int from = columns.first[column] * 3;
      float red = 0.5f;
      float green = 0.5f;
      float blue = 0.5f;
      if (weights.length == 2) {
        // Most of those of enlarged images: written out, this takes half the time.
        float left = weights[0];
        float right = weights[1];
        red = red + left * line[from] + right * line[from + 3];
        green = green + left * line[from + 1] + right * line[from + 4];
        blue = blue + left * line[from + 2] + right * line[from + 5];
      } else {
        for (float weight : weights) {
          red += weight * line[from];
          green += weight * line[from + 1];
          blue += weight * line[from + 2];
          from += 3;
        }
      }
      target[at] = (byte) Math.min(255, (int) red);
      target[at + 1] = (byte) Math.min(255, (int) green);
      target[at + 2] = (byte) Math.min(255, (int) blue);
      at += 3;
    }
  }
}

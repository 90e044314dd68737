package io.espalier.study;

import io.espalier.cost.Costs;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Consecutive trials with the same costs, column by column: a fifth of the memory that they need as
 * objects.
 */
final class TrialBlock {

  /** The most trials in a block. */
  static final int MOST = 1024;

  /** Score, standard error, seconds and best so far; NaN where there is no score. */
  private static final int FIGURES = 4;

  /** Number and images. */
  private static final int WHOLE = 2;

  /** The ends of a trial's id, of the reason for its proposal, and of that for its failure. */
  private static final int ENDS = 3;

  private final List<String> costs;
  private int count;
  private double[] figures;
  private int[] whole;
  private int[] ends;
  private byte[] texts;

  TrialBlock(List<String> costs, int room) {
    this.costs = List.copyOf(costs);
    this.figures = new double[room * width()];
    this.whole = new int[room * WHOLE];
    this.ends = new int[room * ENDS];
    this.texts = new byte[room * 64];
  }

  private int width() {
    return FIGURES + costs.size();
  }

  int count() {
    return count;
  }

  /** Whether a trial with these costs has room here. */
  boolean takes(Costs other) {
    return count < MOST && costs.equals(List.copyOf(other.byColumn().keySet()));
  }

  /**
   * Adds a trial.
   *
   * @param failure the end of the trial's {@code why} that tells why it failed; may be empty
   */
  void add(Trial trial, String failure) {
    if (count * WHOLE == whole.length) {
      int room = Math.min(MOST, 2 * count);
      figures = Arrays.copyOf(figures, room * width());
      whole = Arrays.copyOf(whole, room * WHOLE);
      ends = Arrays.copyOf(ends, room * ENDS);
    }
    int at = count * width();
    figures[at] = trial.score().orElse(Double.NaN);
    figures[at + 1] = trial.standardError();
    figures[at + 2] = trial.seconds();
    figures[at + 3] = trial.bestSoFar().orElse(Double.NaN);
    at += FIGURES;
    for (double cost : trial.costs().byColumn().values()) {
      figures[at++] = cost;
    }
    whole[count * WHOLE] = trial.number();
    whole[count * WHOLE + 1] = trial.images();
    String why = trial.why().substring(0, trial.why().length() - failure.length());
    addTexts(trial.architecture(), why, failure);
    count++;
    if (count == MOST) {
      texts = Arrays.copyOf(texts, textBytes());
    }
  }

  private void addTexts(String... added) {
    int end = textBytes();
    for (int t = 0; t < ENDS; t++) {
      byte[] bytes = added[t].getBytes(StandardCharsets.UTF_8);
      if (end + bytes.length > texts.length) {
        texts = Arrays.copyOf(texts, Math.max(2 * texts.length, end + bytes.length));
      }
      System.arraycopy(bytes, 0, texts, end, bytes.length);
      end += bytes.length;
      ends[ENDS * count + t] = end;
    }
  }

  private int textBytes() {
    return count == 0 ? 0 : ends[count * ENDS - 1];
  }

  double score(int index) {
    return figures[index * width()];
  }

  Trial get(int index) {
    int at = index * width();
    Map<String, Double> figuresOfCosts = new LinkedHashMap<>();
    for (int c = 0; c < costs.size(); c++) {
      figuresOfCosts.put(costs.get(c), figures[at + FIGURES + c]);
    }
    return new Trial(
        whole[index * WHOLE],
        text(index, 0, 0),
        optional(figures[at]),
        figures[at + 1],
        whole[index * WHOLE + 1],
        figures[at + 2],
        new Costs(figuresOfCosts),
        optional(figures[at + 3]),
        text(index, 1, 2));
  }

  String architecture(int index) {
    return text(index, 0, 0);
  }

  double standardError(int index) {
    return figures[index * width() + 1];
  }

  double seconds(int index) {
    return figures[index * width() + 2];
  }

  int images(int index) {
    return whole[index * WHOLE + 1];
  }

  /** The end of the {@code why} of the trial at an index that tells why it failed. */
  String failure(int index) {
    return text(index, 2, 2);
  }

  private static OptionalDouble optional(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** The texts of a trial from one to another. */
  private String text(int index, int first, int last) {
    int from = index + first == 0 ? 0 : ends[index * ENDS + first - 1];
    return new String(texts, from, ends[index * ENDS + last] - from, StandardCharsets.UTF_8);
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(costs.size());
    for (String column : costs) {
      out.writeUTF(column);
    }
    int bytes = textBytes();
    out.writeInt(count);
    out.writeInt(bytes);
    byte[] numbers = new byte[packedBytes(count, width())];
    ByteBuffer packed = packed(numbers);
    packed.asDoubleBuffer().put(figures, 0, count * width());
    packed.position(count * width() * Double.BYTES);
    packed.asIntBuffer().put(whole, 0, count * WHOLE).put(ends, 0, count * ENDS);
    out.write(numbers);
    out.write(texts, 0, bytes);
  }

  /** In the order of most processors, so that numbers are copied as they are. */
  private static ByteBuffer packed(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int packedBytes(int count, int width) {
    return count * (width * Double.BYTES + (WHOLE + ENDS) * Integer.BYTES);
  }

  /** What {@link #write} wrote. */
  static TrialBlock read(DataInputStream in) throws IOException {
    List<String> costs = new ArrayList<>();
    for (int columns = in.readInt(); columns > 0; columns--) {
      costs.add(in.readUTF());
    }
    int count = in.readInt();
    byte[] texts = new byte[in.readInt()];
    TrialBlock block = new TrialBlock(costs, count);
    ByteBuffer packed = packed(in.readNBytes(packedBytes(count, block.width())));
    packed.asDoubleBuffer().get(block.figures);
    packed.position(count * block.width() * Double.BYTES);
    packed.asIntBuffer().get(block.whole).get(block.ends);
    in.readFully(texts);
    block.texts = texts;
    block.count = count;
    return block;
  }
}

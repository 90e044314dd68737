package io.espalier.tracking;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.espalier.file.AtomicFile;
import io.espalier.report.RunSeries;
import io.espalier.report.RunSeries.Point;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Writes runs as TensorBoard's event files: TFRecords of protocol buffers.
 *
 * <p>The numbers of fields are those of TensorFlow's {@code event.proto} and {@code summary.proto},
 * and of {@code plugin_data.proto} of TensorBoard's plugin for hyperparameters. There are so few
 * that they are written by hand: the classes made from those files are served for protobuf of other
 * versions only.
 */
public final class TensorBoard {

  /** TensorBoard reads what has {@code tfevents} in its name. */
  static final String FILE = "events.out.tfevents.espalier";

  private static final String VERSION = "brain.Event:2";
  private static final String SETTINGS_TAG = "_hparams_/session_start_info";
  private static final String SETTINGS_PLUGIN = "hparams";
  private static final double MILLIS = 1_000;

  /** The difference from a CRC-32C to how TFRecords keep it. */
  private static final int MASK = 0xa282ead8;

  private TensorBoard() {}

  /** The fields of a message. */
  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  /**
   * Writes a run's curves and settings, in place of what was written of it before.
   *
   * @param folder that of the run in TensorBoard's folder
   * @return the file
   * @throws io.espalier.error.InputError if the folder cannot be written
   */
  public static Path write(RunSeries run, Path folder) {
    Path file = folder.resolve(FILE);
    AtomicFile.write(
        file,
        channel -> {
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
          write(run, out);
          out.flush();
        });
    return file;
  }

  private static void write(RunSeries run, OutputStream out) throws IOException {
    double begin = run.begin().toEpochMilli() / MILLIS;
    record(out, event(begin, 0, event -> event.writeString(3, VERSION)));
    byte[] settings = settings(run.settings(), begin);
    record(out, event(begin, 0, event -> event.writeByteArray(5, settings)));
    for (Map.Entry<String, List<Point>> series : run.series().entrySet()) {
      for (Point point : series.getValue()) {
        byte[] summary =
            summary(
                value -> {
                  value.writeString(1, series.getKey());
                  value.writeFloat(2, (float) point.value());
                });
        double time = begin + (Double.isFinite(point.seconds()) ? point.seconds() : 0);
        record(out, event(time, point.step(), event -> event.writeByteArray(5, summary)));
      }
    }
  }

  private static byte[] event(double seconds, long step, Fields what) throws IOException {
    return message(
        event -> {
          event.writeDouble(1, seconds);
          event.writeInt64(2, step);
          what.write(event);
        });
  }

  private static byte[] summary(Fields value) throws IOException {
    byte[] only = message(value);
    return message(summary -> summary.writeByteArray(1, only));
  }

  /** The settings as a session of the plugin for hyperparameters. */
  private static byte[] settings(Map<String, String> settings, double begin) throws IOException {
    byte[] session =
        message(
            start -> {
              // The map has the number that the only field of a Struct has.
              values(settings).writeTo(start);
              start.writeDouble(5, begin);
            });
    byte[] content = message(data -> data.writeByteArray(3, session));
    byte[] plugin =
        message(
            data -> {
              data.writeString(1, SETTINGS_PLUGIN);
              data.writeByteArray(2, content);
            });
    byte[] metadata = message(data -> data.writeByteArray(1, plugin));
    return summary(
        value -> {
          value.writeString(1, SETTINGS_TAG);
          value.writeByteArray(9, metadata);
        });
  }

  private static Struct values(Map<String, String> settings) {
    Struct.Builder values = Struct.newBuilder();
    settings.forEach((name, text) -> values.putFields(name, value(text)));
    return values.build();
  }

  private static Value value(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Value.newBuilder().setBoolValue(Boolean.parseBoolean(text)).build();
    }
    return text.matches("-?\\d+(\\.\\d+)?")
        ? Value.newBuilder().setNumberValue(Double.parseDouble(text)).build()
        : Value.newBuilder().setStringValue(text).build();
  }

  private static byte[] message(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    fields.write(out);
    out.flush();
    return bytes.toByteArray();
  }

  /** A TFRecord: length, its check, content, its check. */
  private static void record(OutputStream out, byte[] content) throws IOException {
    byte[] length = little(Long.BYTES).putLong(content.length).array();
    out.write(length);
    out.write(check(length));
    out.write(content);
    out.write(check(content));
  }

  private static byte[] check(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return little(Integer.BYTES)
        .putInt(Integer.rotateRight((int) crc.getValue(), 15) + MASK)
        .array();
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}

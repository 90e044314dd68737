package io.espalier.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Struct;
import com.google.protobuf.UnknownFieldSet;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.NasBench201Blueprint;
import io.espalier.report.HandMadeRun;
import io.espalier.report.RunSeries;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.framework.Summary;

/**
 * What is written is read back by TensorFlow's own classes, of which ND4J brings those of messages.
 */
class TensorBoardTest {

  static final Blueprint BLUEPRINT =
      new NasBench201Blueprint(new Scale(16, 1, new Shape(1, 28, 28), 10), true);

  @TempDir Path folder;

  /**
   * An event.
   *
   * @param seconds its time since 1970
   * @param version the version of the file; empty but in the first event
   * @param summary what it tells; empty in the first event
   */
  private record Event(double seconds, long step, String version, Summary summary) {

    /** Reads every field of {@code event.proto} that may be there, and allows no other. */
    static Event parse(byte[] record) throws IOException {
      UnknownFieldSet fields = UnknownFieldSet.parseFrom(record);
      assertThat(fields.asMap().keySet()).isIn(Set.of(1, 2, 3), Set.of(1, 2, 5));
      return new Event(
          Double.longBitsToDouble(fields.getField(1).getFixed64List().get(0)),
          fields.getField(2).getVarintList().get(0),
          fields.getField(3).getLengthDelimitedList().stream()
              .map(ByteString::toStringUtf8)
              .collect(Collectors.joining()),
          fields.hasField(5)
              ? Summary.parseFrom(fields.getField(5).getLengthDelimitedList().get(0).toByteArray())
              : Summary.getDefaultInstance());
    }

    Summary.Value value() {
      assertThat(summary.getValueCount()).isEqualTo(1);
      assertThat(summary.getUnknownFields().asMap()).isEmpty();
      Summary.Value value = summary.getValue(0);
      assertThat(value.getUnknownFields().asMap()).isEmpty();
      return value;
    }
  }

  /** All events; whatever is not a whole record with fitting checks fails. */
  private static List<Event> read(Path file) throws IOException {
    List<Event> events = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      byte[] length = new byte[8];
      bytes.get(length);
      assertThat(bytes.getInt()).isEqualTo(check(length));
      byte[] record =
          new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
      bytes.get(record);
      assertThat(bytes.getInt()).isEqualTo(check(record));
      events.add(Event.parse(record));
    }
    return events;
  }

  /** The masked CRC-32C of a TFRecord, bit by bit. */
  private static int check(byte[] bytes) {
    int crc = ~0;
    for (byte each : bytes) {
      crc ^= each & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc >>> 1) ^ ((crc & 1) == 1 ? 0x82f63b78 : 0);
      }
    }
    crc = ~crc;
    return (crc >>> 15 | crc << 17) + 0xa282ead8;
  }

  @Test
  void everyPointIsReadBack() throws IOException {
    Path run = folder.resolve("run");
    new HandMadeRun(run, BLUEPRINT).complete();
    RunSeries series = RunSeries.of(run);
    assertThat(series.problems()).isEmpty();
    assertThat(series.series().keySet())
        .containsExactlyInAnyOrder(
            "training/learning_rate",
            "training/loss",
            "training/accuracy_percent",
            "search/lanas/score",
            "search/lanas/best_score",
            "search/random/score",
            "search/random/best_score",
            "retraining/learning_rate",
            "retraining/loss",
            "retraining/accuracy_percent",
            "retraining/validation_accuracy_percent",
            "retraining/test_accuracy_percent");
    assertThat(series.series().get("training/loss")).hasSize(150);
    assertThat(series.series().get("retraining/validation_accuracy_percent")).hasSize(12);
    assertThat(series.series().get("retraining/test_accuracy_percent"))
        .containsExactly(new RunSeries.Point(1200, 144, 91.35));
    List<Event> events = read(TensorBoard.write(series, folder.resolve("logs/run")));
    assertThat(events.get(0).version()).isEqualTo("brain.Event:2");
    Map<String, List<RunSeries.Point>> found = new LinkedHashMap<>();
    double begin = series.begin().toEpochMilli() / 1000.0;
    for (Event event : events.subList(2, events.size())) {
      found
          .computeIfAbsent(event.value().getTag(), tag -> new ArrayList<>())
          .add(
              new RunSeries.Point(
                  event.step(), event.seconds() - begin, event.value().getSimpleValue()));
    }
    assertThat(found.keySet()).isEqualTo(series.series().keySet());
    series
        .series()
        .forEach(
            (name, points) -> {
              assertThat(found.get(name)).as(name).hasSameSizeAs(points);
              for (int p = 0; p < points.size(); p++) {
                RunSeries.Point read = found.get(name).get(p);
                assertThat(read.step()).isEqualTo(points.get(p).step());
                assertThat(read.seconds()).isCloseTo(points.get(p).seconds(), within(1e-3));
                assertThat((float) read.value()).isEqualTo((float) points.get(p).value());
              }
            });
  }

  private static org.assertj.core.data.Offset<Double> within(double most) {
    return org.assertj.core.data.Offset.offset(most);
  }

  @Test
  void settingsAreHyperparameters() throws IOException {
    Map<String, String> settings =
        new LinkedHashMap<>(
            Map.of("seed", "7", "space.name", "macro ü", "data.flip", "true", "rate", "-0.05"));
    RunSeries run = new RunSeries(Instant.ofEpochSecond(1_000), settings, Map.of(), List.of());
    List<Event> events = read(TensorBoard.write(run, folder));
    assertThat(events).hasSize(2);
    Summary.Value value = events.get(1).value();
    assertThat(value.getTag()).isEqualTo("_hparams_/session_start_info");
    var plugin = value.getMetadata().getPluginData();
    assertThat(plugin.getPluginName()).isEqualTo("hparams");
    UnknownFieldSet data = UnknownFieldSet.parseFrom(plugin.getContent().toByteArray());
    assertThat(data.asMap()).containsOnlyKeys(3);
    UnknownFieldSet session =
        UnknownFieldSet.parseFrom(data.getField(3).getLengthDelimitedList().get(0));
    assertThat(session.asMap()).containsOnlyKeys(1, 5);
    assertThat(Double.longBitsToDouble(session.getField(5).getFixed64List().get(0)))
        .isEqualTo(1_000);
    Struct read = Struct.parseFrom(data.getField(3).getLengthDelimitedList().get(0));
    assertThat(read.getFieldsMap()).hasSize(4);
    assertThat(read.getFieldsOrThrow("seed").getNumberValue()).isEqualTo(7);
    assertThat(read.getFieldsOrThrow("space.name").getStringValue()).isEqualTo("macro ü");
    assertThat(read.getFieldsOrThrow("data.flip").getBoolValue()).isTrue();
    assertThat(read.getFieldsOrThrow("rate").getNumberValue()).isEqualTo(-0.05);
  }

  @Test
  void writingTwiceLeavesOneFile() throws IOException {
    Path run = folder.resolve("run");
    new HandMadeRun(run, BLUEPRINT).complete();
    Path logs = folder.resolve("logs");
    byte[] first = Files.readAllBytes(TensorBoard.write(RunSeries.of(run), logs));
    byte[] second = Files.readAllBytes(TensorBoard.write(RunSeries.of(run), logs));
    assertThat(second).isEqualTo(first);
    try (Stream<Path> files = Files.list(logs)) {
      assertThat(files).hasSize(1);
    }
  }

  /** Names that differ only in what other programs do not allow stay two curves. */
  @Test
  void curvesOfLikeNamesStayApart() {
    Path run = folder.resolve("run");
    HandMadeRun made = new HandMadeRun(run, BLUEPRINT);
    made.search("a+b", 3, 0);
    made.search("a(b", 4, 0);
    Map<String, List<RunSeries.Point>> series = RunSeries.of(run).series();
    assertThat(series.keySet())
        .containsExactlyInAnyOrder(
            "search/a-b/score",
            "search/a-b/best_score",
            "search/a-b/score-2",
            "search/a-b/best_score-2");
  }
}

package io.espalier.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.error.InputError;
import io.espalier.plan.zoo.SpaceKind;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.space.Architecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasuredNetworksTest {

  private static final SpaceKind KIND = SpaceKinds.ALL.named("nasbench201");
  private static final String PUBLISHED =
      "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|";

  @TempDir Path folder;

  private MeasuredNetworks read(String text, LatencyUnit unit) throws IOException {
    Path file = Files.writeString(folder.resolve("measured.csv"), text);
    return MeasuredNetworks.read(file, KIND.space(), "", unit);
  }

  @Test
  void idsAndPublishedNotationAreReadAndRepeatsAreMedians() throws IOException {
    MeasuredNetworks measured =
        read(
            "ms,architecture\n4,%s\n2,3-3-3-1-3-3\n3,3-3-3-1-3-3\n7,0-0-0-1-0-0\n"
                .formatted(PUBLISHED),
            LatencyUnit.MS);
    assertThat(measured.architectures().stream().map(Architecture::id))
        .containsExactly("3-3-3-1-3-3", "0-0-0-1-0-0");
    assertThat(measured.milliseconds()).containsExactly(3.0, 7.0);
    // 4, 2 and 3 are 1, 1 and 0 from their median.
    assertThat(measured.noisePercent()).isCloseTo(100 * (2 / 3.0) / 3, within(1e-9));
  }

  @Test
  void secondsAreConverted() throws IOException {
    assertThat(read("architecture,ms\n3-3-3-1-3-3,0.02\n", LatencyUnit.S).milliseconds())
        .containsExactly(20.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "architecture,ms#3-3-3-1-3-3,-2; line 2; more than 0 ms",
        "architecture,ms#3-3-3-1-3-3,; has no latency yet; leave it out",
        "architecture,ms#3-3-3-1-3-3,fast; 'fast' is no number; line 2",
        "architecture,ms#3-3-3-1-3,4; line 2; choices",
        "architecture,time#3-3-3-1-3-3,4; no column for the latencies; architecture, time",
        "network,ms#3-3-3-1-3-3,4; no column for the architectures; network, ms",
        "architecture,ms; holds no measured network; measured.csv",
      })
  void unusableFilesAreRefused(String text, String says, String says2) {
    assertThatThrownBy(() -> read(text.replace('#', '\n') + "\n", LatencyUnit.ASSUMED))
        .isInstanceOf(InputError.class)
        .hasMessageContaining(says)
        .hasMessageContaining(says2);
  }

  @Test
  void unitsMixedUpByAThousandAreFound() throws IOException {
    for (String line : List.of("0.009 seconds", "9000 microseconds")) {
      MeasuredNetworks measured =
          read(
              "architecture,ms\n3-3-3-1-3-3,%s\n".formatted(line.split(" ", 2)[0]),
              LatencyUnit.ASSUMED);
      assertThatThrownBy(() -> LatencyUnit.ASSUMED.check(measured, KIND.blueprint(), 1))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("look like " + line.split(" ", 2)[1]);
    }
    LatencyUnit.ASSUMED.check(
        read("architecture,ms\n3-3-3-1-3-3,9\n", LatencyUnit.ASSUMED), KIND.blueprint(), 1);
  }

  @Test
  void optionsThatNothingMeasuredHasAreNamed() throws IOException {
    MeasuredNetworks measured =
        read(
            """
            architecture,ms
            0-1-2-3-4-0,4
            1-2-3-4-0-1,5
            2-3-4-0-1-2,5
            3-4-0-1-2-3,5
            """,
            LatencyUnit.MS);
    assertThatThrownBy(() -> measured.requireEveryOption(KIND.space()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("edge 0>1 = avg_pool_3x3")
        .hasMessageContaining("or 3 more options");
  }
}

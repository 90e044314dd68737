package io.espalier.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BarLineTest {

  private static final String TRAINING = "loss 1.234 top1 45.67, epoch 12/100, lr 0.0987";

  /** What every long task of the program shows, with large numbers and long names. */
  private static final List<BarLine> LINES =
      List.of(
          new BarLine("train", "steps", 0, 12_345, 100_000, 4_321, TRAINING),
          new BarLine("search gp", "evaluations", 0, 12, 200, 30, "best 61.20 1-4"),
          new BarLine("search lanas", "evaluations", 0, 3, 20, 3_600, "train 30%, " + TRAINING),
          new BarLine("from scratch", "trainings", 0, 0, 20, 95, "train 30%, " + TRAINING),
          new BarLine("read /data/of/mine/with/a/long/name/train", "images", 0, 4, 9, 1, ""));

  @Test
  void atEightyColumnsTheBarAndTheStateAreVisible() {
    for (BarLine line : LINES) {
      String text = line.text(80);
      assertThat(text).hasSizeLessThanOrEqualTo(80);
      assertThat(cells(text)).as(text).isGreaterThanOrEqualTo(20);
      assertThat(text).contains("%");
    }
    assertThat(LINES.get(0).text(80)).endsWith("loss 1.234 top1 45.67").contains("eta 8:31:");
    assertThat(LINES.get(1).text(80)).contains("0.4 evaluations/s").endsWith("best 61.20 1-4");
    assertThat(LINES.get(2).text(80)).endsWith("train 30%, loss 1.234 top1 45.67");
  }

  @Test
  void aWideTerminalShowsAll() {
    assertThat(LINES.get(0).text(140))
        .isEqualTo(
            "train  12% [====>                                   ] 12345/100000 eta 8:31:21"
                + " 2.9 steps/s "
                + TRAINING);
  }

  @Test
  void whatIsResumedCountsAsDoneButNotForTheSpeed() {
    String text = new BarLine("train", "steps", 50, 60, 100, 10, "").text(100);
    assertThat(text).startsWith("train  60% ").contains(" 1.0 steps/s").contains("eta 0:40");
  }

  @Test
  void narrowTerminalsGetNoMoreThanFits() {
    for (int width = 0; width < 80; width++) {
      for (BarLine line : LINES) {
        assertThat(line.text(width)).hasSizeLessThanOrEqualTo(width);
      }
    }
  }

  @Test
  void everySpeedHasADigit() {
    assertThat(BarLine.rate(0.4, "evaluations")).isEqualTo("0.4 evaluations/s");
    assertThat(BarLine.rate(0.0371, "steps")).isEqualTo("0.04 steps/s");
    assertThat(BarLine.rate(0.00083, "")).isEqualTo("0.0008/s");
    assertThat(BarLine.rate(1234.56, "rows")).isEqualTo("1234.6 rows/s");
    assertThat(BarLine.rate(0, "rows")).isEqualTo("0.0 rows/s");
  }

  private static int cells(String text) {
    return text.indexOf(']') - text.indexOf('[') - 1;
  }
}

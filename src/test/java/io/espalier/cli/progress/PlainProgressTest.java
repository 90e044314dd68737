package io.espalier.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainProgressTest {

  private final List<String> lines = new ArrayList<>();
  private final List<String> log = new ArrayList<>();
  private long seconds;

  @Test
  void showsALineNowAndThenWithSpeedAndTimeLeft() {
    Progress progress =
        new PlainProgress(lines::add, () -> false, log::add, () -> seconds * 1_000_000_000L, 10);
    try (Progress.Task task = progress.begin("train", "steps", 1000, 400)) {
      for (int step = 0; step < 100; step++) {
        seconds++;
        task.advance(2, "loss 1.5");
      }
    }
    assertThat(lines).hasSize(11);
    assertThat(lines.get(0)).isEqualTo("train 420/1000 steps, 2.0/s, eta 4:50, loss 1.5");
    assertThat(lines.get(10)).startsWith("train 600/1000 steps");
    assertThat(log).containsExactly(lines.get(10));
  }

  @Test
  void writesTimesAsPeopleDo() {
    assertThat(PlainProgress.time(59.6)).isEqualTo("1:00");
    assertThat(PlainProgress.time(3725)).isEqualTo("1:02:05");
  }
}

package io.espalier.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import io.espalier.progress.Progress;
import io.espalier.task.Task;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SideBySideTest {

  @Test
  void bothRunAtTheSameTime() {
    CountDownLatch here = new CountDownLatch(1);
    CountDownLatch there = new CountDownLatch(1);
    SideBySide.Results<String, Integer> results =
        SideBySide.run(
            Progress.SILENT,
            progress -> meet(here, there, "left"),
            progress -> meet(there, here, 7));
    assertThat(results).isEqualTo(new SideBySide.Results<>("left", 7));
  }

  @Test
  void theFailureOfTheUnseenStopsTheOtherAndIsThrown() {
    assertThatThrownBy(
            () ->
                SideBySide.run(
                    Progress.SILENT,
                    SideBySideTest::untilStopped,
                    progress -> fail("the disk is full")))
        .isInstanceOf(InputError.class)
        .hasMessage("the disk is full");
  }

  @Test
  void theFailureOfTheShownWaitsForTheOther() {
    List<String> ended = new CopyOnWriteArrayList<>();
    Function<Progress, String> unseen =
        progress -> {
          String result = untilStopped(progress);
          ended.add(result);
          return result;
        };
    assertThatThrownBy(() -> SideBySide.run(Progress.SILENT, progress -> fail("no images"), unseen))
        .hasMessage("no images");
    assertThat(ended).containsExactly("stopped");
  }

  @Test
  void onlyOneHasBarsAndBothAreToldToStop() {
    List<String> shown = new CopyOnWriteArrayList<>();
    Progress user =
        new Progress() {
          @Override
          public Task begin(String what, String unit, long total, long done) {
            shown.add(what);
            return Task.UNSEEN;
          }

          @Override
          public void say(String message) {
            shown.add(message);
          }

          @Override
          public boolean stopRequested() {
            return true;
          }
        };
    SideBySide.Results<String, String> results =
        SideBySide.run(user, p -> stopped(p, "train"), p -> stopped(p, "search"));
    assertThat(results).isEqualTo(new SideBySide.Results<>("stopped", "stopped"));
    assertThat(shown).containsExactlyInAnyOrder("train", "train said", "search said");
  }

  private static String stopped(Progress progress, String what) {
    progress.begin(what, "steps", 1, 0).close();
    progress.say(what + " said");
    return untilStopped(progress);
  }

  private static String untilStopped(Progress progress) {
    while (!progress.stopRequested()) {
      Thread.onSpinWait();
    }
    return "stopped";
  }

  private static Object fail(String why) {
    throw new InputError(why);
  }

  private static <T> T meet(CountDownLatch mine, CountDownLatch other, T result) {
    mine.countDown();
    try {
      assertThat(other.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return result;
  }
}

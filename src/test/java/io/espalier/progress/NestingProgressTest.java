package io.espalier.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NestingProgressTest {

  private final List<String> seen = new ArrayList<>();

  private final Progress progress =
      new NestingProgress(
          new Progress() {
            @Override
            public Task begin(String what, String unit, long total, long done) {
              seen.add("begin " + what);
              return new Task() {
                @Override
                public void advance(long by, String note) {
                  seen.add(what + " +" + by + " " + note);
                }

                @Override
                public void close() {
                  seen.add("end " + what);
                }
              };
            }

            @Override
            public void say(String message) {
              seen.add(message);
            }

            @Override
            public boolean stopRequested() {
              return true;
            }
          });

  @Test
  void aTaskWithinAnotherIsItsNote() {
    try (Progress.Task search = progress.begin("search", "evaluations", 20, 3)) {
      try (Progress.Task train = progress.begin("train", "steps", 400, 100)) {
        train.advance(20, "loss 1.5");
        progress.say("rolled back");
        train.advance(1, "");
      }
      search.advance(1, "best 61");
    }
    try (Progress.Task next = progress.begin("prove", "batches", 2, 0)) {
      next.advance(1, "");
    }
    assertThat(seen)
        .containsExactly(
            "begin search",
            "search +0 train 30%, loss 1.5",
            "rolled back",
            "search +0 train 30%",
            "search +1 best 61",
            "end search",
            "begin prove",
            "prove +1 ",
            "end prove");
    assertThat(progress.stopRequested()).isTrue();
  }

  @Test
  void tasksOfOtherThreadsHaveBarsOfTheirOwn() throws InterruptedException {
    try (Progress.Task one = progress.begin("one", "steps", 2, 0)) {
      Thread other = new Thread(() -> progress.begin("other", "steps", 2, 0).close());
      other.start();
      other.join();
      one.advance(1, "");
    }
    assertThat(seen).containsExactly("begin one", "begin other", "end other", "one +1 ", "end one");
  }
}

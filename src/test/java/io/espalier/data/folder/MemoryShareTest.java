package io.espalier.data.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MemoryShareTest {

  private static final int WORKERS = 4;

  /** Memory for one at a time: works that meet at their start find none but end one by one. */
  @Test
  @Timeout(60)
  void whatDoesNotFitBesideOthersRunsAlone() throws Exception {
    MemoryShare memory = new MemoryShare(WORKERS);
    CyclicBarrier start = new CyclicBarrier(WORKERS);
    AtomicInteger atWork = new AtomicInteger();
    AtomicInteger retries = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
    try {
      List<Future<Integer>> results = new ArrayList<>();
      for (int w = 0; w < WORKERS; w++) {
        int work = w;
        AtomicInteger attempts = new AtomicInteger();
        results.add(
            threads.submit(
                () ->
                    memory.run(
                        "work",
                        () -> {
                          int beside = atWork.incrementAndGet();
                          try {
                            if (attempts.incrementAndGet() == 1) {
                              meet(start);
                              throw new OutOfMemoryError("for the test");
                            }
                            retries.incrementAndGet();
                            assertThat(beside).isEqualTo(1);
                            return work;
                          } finally {
                            atWork.decrementAndGet();
                          }
                        })));
      }
      for (int w = 0; w < WORKERS; w++) {
        assertThat(results.get(w).get()).isEqualTo(w);
      }
      assertThat(retries).hasValue(WORKERS);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void whatDoesNotFitAloneIsRefused() {
    assertThatThrownBy(
            () ->
                new MemoryShare(WORKERS)
                    .run(
                        "a picture",
                        () -> {
                          throw new OutOfMemoryError("for the test");
                        }))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("a picture takes more of Java's memory")
        .hasMessageContaining("ESPALIER_HEAP=");
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}

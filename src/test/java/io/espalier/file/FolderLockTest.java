package io.espalier.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {

  @TempDir Path folder;

  /** Takes the lock of a folder and keeps it until it is killed. */
  static final class Holder {
    public static void main(String[] arguments) throws InterruptedException {
      if (arguments.length > 1) {
        LockOwner.thisStops();
      }
      try (FolderLock lock = FolderLock.take(Path.of(arguments[0]))) {
        System.out.println(lock == null ? "refused" : "taken");
        Thread.sleep(60_000);
      }
    }
  }

  @Test
  void refusesASecondTakeUntilTheFirstIsClosed() {
    try (FolderLock lock = FolderLock.take(folder)) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> FolderLock.take(folder))
          .isInstanceOf(InputError.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("process " + ProcessHandle.current().pid());
    }
    FolderLock.take(folder).close();
  }

  @Test
  void refusesASecondProcessByIdAndFreesTheFolderWhenItIsKilled() throws Exception {
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = holder.inputReader()) {
      assertThat(output.readLine()).startsWith("taken");
      assertThatThrownBy(() -> FolderLock.take(folder))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("process " + holder.pid());
    } finally {
      holder.destroyForcibly().waitFor();
    }
    FolderLock.take(folder).close();
  }

  @Test
  void theLockSaysWhoHoldsTheFolder() {
    assertThat(LockOwner.of(folder)).isEmpty();
    try (FolderLock lock = FolderLock.take(folder)) {
      assertThat(lock).isNotNull();
      assertThat(LockOwner.of(folder).map(LockOwner::pid)).hasValue(ProcessHandle.current().pid());
    }
    assertThat(LockOwner.of(folder)).isEmpty();
  }

  /** The id of a dead process may be another's by now. */
  @Test
  void anotherProcessOfTheSameIdIsNotTheOwner() throws IOException {
    LockOwner here = LockOwner.current();
    for (long other :
        new long[] {here.startedMillis() - 60_000, here.startedMillis() + 60_000, 0}) {
      Files.writeString(
          folder.resolve(FolderLock.FILE), new LockOwner(here.pid(), other, true).text());
      assertThat(LockOwner.of(folder)).isEmpty();
      assertThat(new LockOwner(here.pid(), other, true).stop()).isFalse();
    }
    for (String text : new String[] {"", "x", "" + here.pid(), here.pid() + " soon stops"}) {
      Files.writeString(folder.resolve(FolderLock.FILE), text);
      assertThat(LockOwner.of(folder)).as(text).isEmpty();
    }
  }

  @Test
  void onlyAnOwnerThatMindsSignalsIsStopped() throws Exception {
    for (boolean minds : new boolean[] {false, true}) {
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Holder.class.getName(),
                  folder.toString()));
      if (minds) {
        command.add("minds");
      }
      Process holder =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      try (BufferedReader output = holder.inputReader()) {
        assertThat(output.readLine()).startsWith("taken");
        LockOwner owner = LockOwner.of(folder).orElseThrow();
        assertThat(owner.pid()).isEqualTo(holder.pid());
        assertThat(owner.canBeStopped()).isEqualTo(minds);
        assertThat(owner.stop()).isEqualTo(minds);
        assertThat(holder.waitFor(minds ? 20 : 1, TimeUnit.SECONDS)).isEqualTo(minds);
      } finally {
        holder.destroyForcibly().waitFor();
      }
    }
  }
}

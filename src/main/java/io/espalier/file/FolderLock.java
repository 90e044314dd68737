package io.espalier.file;

import io.espalier.error.InputError;
import io.espalier.error.Trouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * Reserves a folder for one process. The operating system releases the lock when the process ends
 * in any way, so no stale lock ever needs clearing.
 */
public final class FolderLock implements AutoCloseable {

  /** The file whose lock stands for the folder's; it says who the {@link LockOwner} is. */
  public static final String FILE = ".lock";

  private final Path folder;
  private final FileChannel channel;
  private final Object identity;

  private FolderLock(Path folder, FileChannel channel) throws IOException {
    this.folder = folder;
    this.channel = channel;
    this.identity = identity(folder);
  }

  /** The identity of a folder, to detect another one in its place. */
  private static Object identity(Path folder) throws IOException {
    return Files.readAttributes(folder.resolve(FILE), BasicFileAttributes.class).fileKey();
  }

  /**
   * Takes the folder, which is created if it is missing.
   *
   * @throws InputError if a process (this one included) holds it, named by its id, or if the folder
   *     cannot be written
   */
  public static FolderLock take(Path folder) {
    Path file = folder.resolve(FILE);
    FileChannel channel = null;
    try {
      Files.createDirectories(folder);
      channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw inUse(folder, channel);
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(LockOwner.current().text().getBytes(StandardCharsets.US_ASCII)));
      return new FolderLock(folder, channel);
    } catch (OverlappingFileLockException e) {
      throw closing(channel, inUse(folder, channel));
    } catch (InputError e) {
      throw closing(channel, e);
    } catch (IOException e) {
      throw closing(
          channel,
          new InputError(
              "cannot work in %s: %s; make the folder writable or work in another"
                  .formatted(folder, AtomicFile.reason(e)),
              e));
    }
  }

  /**
   * Checks that the folder is still the one that was taken; files written to a removed folder are
   * lost.
   *
   * @throws InputError if it was removed or replaced
   */
  public void requireThere() {
    try {
      if (Objects.equals(identity, identity(folder))) {
        return;
      }
    } catch (IOException e) {
      // Reported below.
    }
    throw new InputError(
        "%s was removed or replaced while this command worked in it, and its results are lost; run it again, and leave the folder alone until it has ended"
            .formatted(folder));
  }

  @Override
  public void close() {
    try (channel) {
      // Whoever reads the file sees that nobody holds the folder, though this process lives on.
      channel.truncate(0);
    } catch (IOException e) {
      // Closing releases the lock in any case; nothing else can be lost.
    }
  }

  private static InputError inUse(Path folder, FileChannel channel) {
    return new InputError(
            "%s is in use by process %s; wait until it has ended, stop it, or work in another folder"
                .formatted(folder, owner(channel)))
        .see(Trouble.FOLDER_IN_USE);
  }

  private static String owner(FileChannel channel) {
    try {
      ByteBuffer text = ByteBuffer.allocate(LockOwner.LONGEST_TEXT);
      channel.read(text, 0);
      String pid =
          StandardCharsets.US_ASCII.decode(text.flip()).toString().strip().split(" ", -1)[0];
      return pid.isEmpty() ? "(id unknown)" : pid;
    } catch (IOException e) {
      return "(id unknown)";
    }
  }

  private static InputError closing(FileChannel channel, InputError error) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        error.addSuppressed(e);
      }
    }
    return error;
  }
}

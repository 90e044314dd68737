package io.espalier.file;

import io.espalier.error.InputError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a file under a temporary name, forces it to the disk and moves it into place, so that
 * readers find either the old or the new content, never half of it.
 */
public final class AtomicFile {

  private AtomicFile() {}

  /** Writes the content of a file to the channel it is given. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything, from the channel's position 0 on. */
    void writeTo(FileChannel channel) throws IOException;
  }

  /**
   * Replaces {@code file} by {@code content}; parent folders are created.
   *
   * @throws InputError if the folder cannot be written or is full; nothing is left behind
   */
  public static void write(Path file, Content content) {
    draft(file, content).publish();
  }

  /**
   * Writes {@code content} under the temporary name only; parent folders are created.
   *
   * @throws InputError if the folder cannot be written or is full; nothing is left behind
   */
  static Draft draft(Path file, Content content) {
    Draft draft = new Draft(file.toAbsolutePath());
    try {
      Files.createDirectories(draft.target.getParent());
      try (FileChannel channel =
          FileChannel.open(
              draft.temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING,
              // A link of this name would redirect the write out of the folder.
              LinkOption.NOFOLLOW_LINKS)) {
        content.writeTo(channel);
        channel.force(true);
      }
      return draft;
    } catch (IOException e) {
      draft.discard();
      throw cannotWrite(draft.target, e);
    } catch (RuntimeException | Error e) {
      draft.discard();
      throw e;
    }
  }

  /** A file that is written, and not in its place yet. */
  static final class Draft {

    private final Path target;
    private final Path temporary;

    private Draft(Path target) {
      this.target = target;
      this.temporary = target.resolveSibling("." + target.getFileName() + ".tmp");
    }

    /**
     * Moves it into its place.
     *
     * @throws InputError if that fails; nothing is left behind
     */
    void publish() {
      try {
        Files.move(
            temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceFolder(target.getParent());
      } catch (IOException e) {
        discard();
        throw cannotWrite(target, e);
      }
    }

    /** Removes it, if it is still there. */
    void discard() {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException e) {
        // The first error is the one to report.
      }
    }
  }

  private static InputError cannotWrite(Path target, IOException e) {
    return new InputError(
        "cannot write %s: %s; make the folder writable, free some space or write elsewhere"
            .formatted(target, reason(e)),
        e);
  }

  /** Replaces {@code file} by {@code text} in UTF-8. */
  public static void writeText(Path file, String text) {
    write(
        file,
        channel -> {
          ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
        });
  }

  /** The operating system's message without the leading path. */
  static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileSystemException fs && fs.getReason() != null) {
      return fs.getReason();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** Makes the move itself durable, if the file system can. */
  static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Some file systems cannot force a folder; nothing can be done about that.
    }
  }
}

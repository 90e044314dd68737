package io.espalier.data;

import io.espalier.error.InputError;
import io.espalier.file.CacheFolder;
import java.nio.file.Path;

/**
 * How image folders are read.
 *
 * @param memoryMb the memory for the images of a part, in millions of bytes: a part that needs more
 *     is streamed, that is, its pictures are read whenever they are needed
 * @param brokenShare the largest share of a part's pictures that may be broken and are then left
 *     out
 * @param cache the folder for the lists of streamed pictures and of broken ones
 */
public record FolderOptions(int memoryMb, double brokenShare, Path cache) {

  /** A billion bytes, and one broken picture in a hundred. */
  public static final FolderOptions DEFAULT =
      new FolderOptions(1000, 0.01, CacheFolder.of(System.getenv()));

  public FolderOptions {
    if (memoryMb < 0) {
      throw new InputError(
          "%d MB of memory for images are not possible; give 0 to stream all folders"
              .formatted(memoryMb));
    }
    if (!(brokenShare >= 0 && brokenShare <= 1)) {
      throw new InputError(
          "a share of %s broken pictures is not possible; give one from 0 to 1"
              .formatted(brokenShare));
    }
  }

  /** The memory for the images of a part, in bytes. */
  public long memoryBytes() {
    return memoryMb * 1_000_000L;
  }
}

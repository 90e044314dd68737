package io.espalier.export;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Writes a child in one format, and opens the result as users of that format would. */
public interface Exporter {

  /** The name of this format in manifests and messages. */
  String name();

  /**
   * Writes the child; every file is complete and forced to the disk when this returns.
   *
   * @param folder an existing folder; its other files are left alone
   */
  void export(Child child, Path folder) throws IOException;

  /** The runtime that runs the {@linkplain #open opened} files, with its version. */
  String runtime();

  /** The reason why this format cannot be run on this machine; empty if it can. */
  default Optional<String> cannotRun() {
    return Optional.empty();
  }

  /**
   * Opens the files that {@link #export} wrote. The folder may come from anywhere, and some formats
   * are programs, so everything that a runtime executes must equal, byte for byte, the files
   * written for this child. The numbers are the folder's own.
   *
   * @param child the child of the files; the images given to the network have its normalisation,
   *     and a format that normalises by itself undoes that first
   * @throws io.espalier.error.InputError if a file is missing, damaged or differs from the one
   *     written
   */
  Network open(Child child, Path folder, Device device);

  /**
   * As {@link #open}, for a child that reads texts.
   *
   * @throws io.espalier.error.InputError if a file is missing, damaged or differs from the one
   *     written
   */
  SequenceNetwork openSequence(Child child, Path folder, Device device);

  /** The reason why this format cannot read picture files on this machine; empty if it can. */
  default Optional<String> cannotReadPictures() {
    return cannotRun();
  }

  /** Whether picture files are decoded by this program's own code. */
  default boolean decodesAlike() {
    return true;
  }

  /**
   * Opens the files that {@link #export} wrote for a child that reads images, to read picture files
   * as its README describes.
   *
   * @param child the child of the files
   * @throws io.espalier.error.InputError if a file is missing or damaged
   */
  PictureNetwork openPictures(Child child, Path folder, Device device);
}

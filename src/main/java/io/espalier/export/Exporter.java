package io.espalier.export;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Writes a child in one form, and opens what it wrote as that form's users would. */
public interface Exporter {

  /** The name of this form in manifests and messages. */
  String name();

  /**
   * Writes the child; every file is complete and forced to the disk when this returns.
   *
   * @param folder an existing folder; files of other names in it are left alone
   */
  void export(Child child, Path folder) throws IOException;

  /** What runs it when it is {@linkplain #open opened}, with its version. */
  String runtime();

  /** Why what this form writes cannot be run on this machine; empty if it can. */
  default Optional<String> cannotRun() {
    return Optional.empty();
  }

  /**
   * Opens what {@link #export} wrote. The folder may be anybody's, and some forms are programs:
   * whatever tells a runtime what to do must be, byte by byte, what is written of this child. The
   * numbers are the folder's own.
   *
   * @param child what the files are of; its normalisation was done to the images that the network
   *     will be given, and a form that normalises for itself undoes it first
   * @throws io.espalier.error.InputError if a file is missing, damaged or not what is written
   */
  Network open(Child child, Path folder, Device device);

  /**
   * Opens what {@link #export} wrote of a child that reads texts, as {@link #open} does.
   *
   * @throws io.espalier.error.InputError if a file is missing, damaged or not what is written
   */
  SequenceNetwork openSequence(Child child, Path folder, Device device);

  /**
   * Why the way of this form to read picture files cannot be tried on this machine; empty if it
   * can.
   */
  default Optional<String> cannotReadPictures() {
    return cannotRun();
  }

  /** Whether picture files are decoded by the very code that this program decodes them with. */
  default boolean decodesAlike() {
    return true;
  }

  /**
   * Opens what {@link #export} wrote of a child that reads images, to be given picture files as its
   * README says.
   *
   * @param child what the files are of
   * @throws io.espalier.error.InputError if a file is missing or damaged
   */
  PictureNetwork openPictures(Child child, Path folder, Device device);
}

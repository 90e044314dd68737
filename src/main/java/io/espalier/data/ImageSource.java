package io.espalier.data;

import java.util.List;
import java.util.Optional;

/**
 * A source of images. Only names are read until a part is requested, and each part is read at most
 * once.
 */
public interface ImageSource {

  /** The name that opens this source again, for example {@code sample} or {@code folder:/x}. */
  String name();

  /** The names of the classes, by label. */
  List<String> classes();

  /**
   * The complete training part, before any of it is set aside for validation.
   *
   * @throws io.espalier.error.InputError if it cannot be read; the message names the file
   */
  ImageSet training();

  /**
   * The part that the source provides for comparing architectures; empty if a share of the training
   * part is to be used.
   *
   * @throws io.espalier.error.InputError if it cannot be read; the message names the file
   */
  Optional<ImageSet> validation();

  /**
   * The test part. It must not influence any decision: it is read for the final figure only.
   *
   * @throws io.espalier.error.InputError if it cannot be read; the message names the file
   */
  ImageSet test();

  /**
   * Reads the test part and discards it, so that its problems are reported before a training.
   *
   * @return the number of its images and the classes it lacks, in words
   * @throws io.espalier.error.InputError if it cannot be read; the message names the file
   */
  String checkTest();

  /** The use of each file or folder, in a sentence. */
  String use();

  /**
   * SHA-256, in hexadecimal, of the training part as it was read, and of the validation part if
   * there is one: classes, sizes, pixels.
   */
  String fingerprint();
}

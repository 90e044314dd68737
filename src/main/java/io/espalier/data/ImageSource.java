package io.espalier.data;

import java.util.List;
import java.util.Optional;

/**
 * Where images come from. Nothing but names is read until a part is asked for, and each part is
 * read at most once.
 */
public interface ImageSource {

  /** The name that opens this source again, for example {@code sample} or {@code folder:/x}. */
  String name();

  /** The names of the classes, by label. */
  List<String> classes();

  /**
   * The whole training part, before any is set aside for validation.
   *
   * @throws io.espalier.error.InputError if it cannot be read; the message names the file
   */
  ImageSet training();

  /**
   * What the source itself sets aside to compare architectures on; empty if that is to be a share
   * of the training part.
   *
   * @throws io.espalier.error.InputError if it cannot be read; the message names the file
   */
  Optional<ImageSet> validation();

  /**
   * The test part, which is not for deciding anything: it is read for the final figure only.
   *
   * @throws io.espalier.error.InputError if it cannot be read; the message names the file
   */
  ImageSet test();

  /**
   * Reads the test part and forgets it, so that what is wrong with it is known before a training.
   *
   * @return how many images it has, and which classes it lacks
   * @throws io.espalier.error.InputError if it cannot be read; the message names the file
   */
  String checkTest();

  /** Which files are used for what, in a sentence. */
  String use();

  /**
   * SHA-256, in hexadecimal, of the training part as it was read, and of the validation part if
   * there is one: classes, sizes, pixels.
   */
  String fingerprint();
}

package io.espalier.data;

import java.util.List;

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
   * The test part, which is not for deciding anything: it is read for the final figure only.
   *
   * @throws io.espalier.error.InputError if it cannot be read; the message names the file
   */
  ImageSet test();

  /** SHA-256, in hexadecimal, of the training part as it was read: classes, sizes, pixels. */
  String fingerprint();
}

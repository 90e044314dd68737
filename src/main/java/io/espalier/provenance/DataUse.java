package io.espalier.provenance;

import io.espalier.file.Sha256;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The images that a result was made from.
 *
 * @param name the data set
 * @param fingerprint SHA-256, in hexadecimal, of its training part
 * @param parts the images by use, for example {@code training} and {@code validation}
 */
public record DataUse(String name, String fingerprint, Map<String, Part> parts) {

  /** No images, as in a search of a table. */
  public static final DataUse NONE = new DataUse("none", "", Map.of());

  public DataUse {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(fingerprint, "fingerprint");
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }

  /** A hash of the data and their parts, whatever they are called. */
  public String hash() {
    return parts.isEmpty() ? fingerprint : Sha256.of(fingerprint + new TreeMap<>(parts));
  }

  /**
   * Some of the images.
   *
   * @param images the number of images
   * @param fingerprint SHA-256, in hexadecimal, of their indices
   */
  public record Part(int images, String fingerprint) {

    public Part {
      Objects.requireNonNull(fingerprint, "fingerprint");
    }
  }
}

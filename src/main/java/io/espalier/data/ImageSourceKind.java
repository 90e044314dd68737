package io.espalier.data;

import io.espalier.catalogue.Named;
import io.espalier.progress.Progress;

/**
 * A source of images, as it can be named.
 *
 * @param name its name; one that ends in a word in capitals, as {@code folder:PATH}, takes a path
 *     in that word's place
 * @param summary one line for people who choose
 * @param opener opens it
 */
public record ImageSourceKind(String name, String summary, Opener opener) implements Named {

  /** Opens sources. */
  @FunctionalInterface
  public interface Opener {
    /**
     * The source; nothing of its images is read yet.
     *
     * @param name as it was given, with its path if it takes one
     * @param progress where reading shows how far it is
     * @throws io.espalier.error.InputError if its files are not all there
     */
    ImageSource open(String name, DataOptions options, Progress progress);
  }

  /** Whether a given name is one of this kind. */
  public boolean matches(String given) {
    int colon = name.indexOf(':');
    return colon < 0 ? given.equals(name) : given.startsWith(name.substring(0, colon + 1));
  }
}

package io.espalier.space;

import java.util.Optional;

/** The notation of papers for the architectures of a space. */
public interface Notation {

  /** No notation. */
  Notation NONE =
      new Notation() {
        @Override
        public Optional<String> write(SearchSpace space, Architecture architecture) {
          return Optional.empty();
        }

        @Override
        public Optional<Architecture> read(SearchSpace space, String text) {
          return Optional.empty();
        }
      };

  /** An architecture in this notation; empty if it cannot be written so. */
  Optional<String> write(SearchSpace space, Architecture architecture);

  /**
   * Reads this notation; empty for a text that does not look like it.
   *
   * @throws io.espalier.error.InputError if it looks like it but is malformed
   */
  Optional<Architecture> read(SearchSpace space, String text);
}

package io.espalier.plan.file;

import io.espalier.catalogue.Named;

/**
 * A kind of block, as files can name it.
 *
 * @param name its name
 * @param summary its keys, in one line
 * @param reader reads its settings
 */
public record BlockKind(String name, String summary, Reader reader) implements Named {

  /** Reads the settings of a block. */
  @FunctionalInterface
  interface Reader {
    Block read(SpaceSection section, Scope scope);
  }
}

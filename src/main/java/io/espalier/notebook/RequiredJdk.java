package io.espalier.notebook;

import io.espalier.error.InputError;

/** Whether this Java has what runs the cells of notebooks. */
public final class RequiredJdk {

  private RequiredJdk() {}

  /**
   * To be called first: without JShell, the classes here that need it cannot even be loaded.
   *
   * @throws InputError if there is no JShell, as in the Java of a bundle
   */
  public static void check() {
    if (ModuleLayer.boot().findModule("jdk.jshell").isEmpty()) {
      throw new InputError(
          "the Java in %s has no compiler, which runs the cells of notebooks; use a JDK, and no bundle"
              .formatted(System.getProperty("java.home")));
    }
  }
}

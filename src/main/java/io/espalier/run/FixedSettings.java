package io.espalier.run;

import io.espalier.error.InputError;
import io.espalier.error.Remedy;
import io.espalier.error.Trouble;
import io.espalier.settings.Artifact;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The settings that a run folder fixes because something in it was made with them. */
final class FixedSettings {

  /** Longer values are not shown in messages. */
  private static final int LONGEST_VALUE = 200;

  private FixedSettings() {}

  /**
   * Checks that nothing an artifact depends on has changed.
   *
   * @param what the artifact, for messages
   * @throws InputError if something has; the message says what
   */
  static void check(
      Path root,
      String what,
      Artifact artifact,
      Map<String, String> saved,
      Map<String, String> given) {
    List<String> changed = new ArrayList<>();
    given.forEach(
        (path, value) -> {
          if (artifact.dependsOn(path) && !Objects.equals(saved.get(path), value)) {
            changed.add(
                value.length() > LONGEST_VALUE
                    ? "another " + path
                    : "%s %s, not %s".formatted(path, saved.get(path), value));
          }
        });
    if (!changed.isEmpty()) {
      throw new InputError(
              "%s holds %s with %s".formatted(root, what, String.join(", ", changed)),
              Remedy.SAME_SETTINGS,
              Remedy.OTHER_FOLDER)
          .see(Trouble.OTHER_SETTINGS);
    }
  }
}

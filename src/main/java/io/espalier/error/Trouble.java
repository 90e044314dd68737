package io.espalier.error;

import java.util.Locale;

/** A trouble that the page {@code docs/troubleshooting.md} has a section on. */
public enum Trouble {
  /** Native libraries compute incorrectly, mostly where a machine hides its caches. */
  HIDDEN_CACHES,
  /** There are no native libraries for the system, or they cannot be loaded. */
  MISSING_NATIVES,
  /** Java's memory or the machine's is too small. */
  MEMORY,
  /** Too many files or threads for the system. */
  SYSTEM_LIMITS,
  /** Pictures that cannot be used. */
  BROKEN_PICTURES,
  /** A training whose loss is no number any more. */
  DIVERGED_TRAINING,
  /** Limits that no network meets. */
  LIMITS_NOTHING_MEETS,
  /** A run is continued with other settings. */
  OTHER_SETTINGS,
  /** A search is continued with other weights, tables or images, or another version. */
  OTHER_WEIGHTS,
  /** A file was changed after it was written. */
  CHANGED_FILES,
  /** Another process works in the folder. */
  FOLDER_IN_USE,
  /** There is no Python with PyTorch. */
  PYTHON,
  /** A GPU is asked for, and none is found. */
  NO_GPU,
  /** A cluster that cannot be reached, or machines in it that lack something. */
  CLUSTER;

  /** Where the page says more, as the end of a message. */
  public String see() {
    return "see docs/troubleshooting.md#" + anchor();
  }

  /** The section's anchor. */
  public String anchor() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

package io.espalier.cli.session;

import io.espalier.error.Remedy;

/** How remedies are written on the command line. */
public final class RemedyFlags {

  private RemedyFlags() {}

  /** The flag or command of a remedy; empty if there is none. */
  public static String of(Remedy remedy) {
    return switch (remedy) {
      case CONTINUE -> "--resume";
      case CONTINUE_LONGER -> "--resume --evaluations N";
      case OTHER_FOLDER -> "--work-dir DIR";
      case OTHER_SEARCH -> "--search NAME";
      case NAME_ARCHITECTURE -> "--architecture ID";
      case NAME_CONFIGURATION -> "--config FILE; espalier init writes one";
      case NAME_DATA_FOLDER -> "--data DIR";
      case NAME_TABLE -> "--table FILE";
      case NAME_TRUTH -> "--table-truth COLUMN";
      case TRAIN_TRUTHS -> "--scratch N";
      case START_OVER -> "--fresh";
      case REPLACE -> "--overwrite";
      case SEARCH_FIRST -> "espalier search";
      case TRAIN_FIRST -> "espalier train";
      case FINISH_TRAINING -> "espalier train --resume";
      case CHECK_MACHINE -> "espalier doctor";
      case RESTORE, REMAKE, SAME_SETTINGS, NAME_OTHER_FOLDER -> "";
    };
  }
}

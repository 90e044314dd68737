package io.espalier.error;

/** A way to fix an {@link InputError}, in words, to which the program adds its flag or command. */
public enum Remedy {
  /** Continue it. */
  CONTINUE("continue it"),
  /** Continue it with more evaluations. */
  CONTINUE_LONGER("continue it with more evaluations"),
  /** Use another folder. */
  OTHER_FOLDER("use another folder"),
  /** Name another search. */
  OTHER_SEARCH("name another search"),
  /** Name an architecture. */
  NAME_ARCHITECTURE("name an architecture"),
  /** Name a configuration. */
  NAME_CONFIGURATION("name a configuration"),
  /** Name the folder of the tables. */
  NAME_DATA_FOLDER("name the folder of the tables"),
  /** Name a table of truths. */
  NAME_TABLE("name a table of truths"),
  /** Name the table's column of truths. */
  NAME_TRUTH("name the table's column of truths"),
  /** Train a number of architectures for their truths. */
  TRAIN_TRUTHS("train a number of architectures for their truths"),
  /** Restore the file from a copy. */
  RESTORE("restore the file from a copy"),
  /** Use the same settings. */
  SAME_SETTINGS("use the same settings"),
  /** Name another folder. */
  NAME_OTHER_FOLDER("name another folder"),
  /** Replace it. */
  REPLACE("replace it"),
  /** Start over. */
  START_OVER("start over"),
  /** Delete the file to have it made again. */
  REMAKE("delete the file to have it made again"),
  /** Search first. */
  SEARCH_FIRST("search first"),
  /** Train one first. */
  TRAIN_FIRST("train one first"),
  /** Finish it first. */
  FINISH_TRAINING("finish it first"),
  /** Check the machine with it. */
  CHECK_MACHINE("check the machine with it");

  private final String words;

  Remedy(String words) {
    this.words = words;
  }

  /** The remedy in words, for example {@code continue it}. */
  public String words() {
    return words;
  }
}

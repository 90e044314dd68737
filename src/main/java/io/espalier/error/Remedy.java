package io.espalier.error;

/** A way to fix an {@link InputError}, in words, to which the program adds its flag or command. */
public enum Remedy {
  CONTINUE("continue it"),
  CONTINUE_LONGER("continue it with more evaluations"),
  OTHER_FOLDER("use another folder"),
  OTHER_SEARCH("name another search"),
  NAME_ARCHITECTURE("name an architecture"),
  NAME_CONFIGURATION("name a configuration"),
  NAME_DATA_FOLDER("name the folder of the tables"),
  NAME_TABLE("name a table of truths"),
  NAME_TRUTH("name the table's column of truths"),
  TRAIN_TRUTHS("train a number of architectures for their truths"),
  RESTORE("restore the file from a copy"),
  SAME_SETTINGS("use the same settings"),
  NAME_OTHER_FOLDER("name another folder"),
  REPLACE("replace it"),
  START_OVER("start over"),
  REMAKE("delete the file to have it made again"),
  SEARCH_FIRST("search first"),
  TRAIN_FIRST("train one first"),
  FINISH_TRAINING("finish it first"),
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

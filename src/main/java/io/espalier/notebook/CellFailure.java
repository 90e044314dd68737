package io.espalier.notebook;

/** A cell that cannot be compiled, or that threw. Its message is for the cell's author. */
public final class CellFailure extends Exception {

  private static final long serialVersionUID = 1L;

  CellFailure(String message) {
    super(message);
  }

  CellFailure(String message, Throwable cause) {
    super(message, cause);
  }
}

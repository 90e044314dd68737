package io.espalier.space.zoo;

/** Numbers for sequences of operations, shorter ones first. */
final class OperationSequences {

  private OperationSequences() {}

  /** The number of sequences of fewer than {@code length} out of {@code operations} operations. */
  static int shorterThan(int length, int operations) {
    int count = 0;
    for (int l = 0, each = 1; l < length; l++, each *= operations) {
      count += each;
    }
    return count;
  }
}

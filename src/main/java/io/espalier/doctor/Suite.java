package io.espalier.doctor;

import io.espalier.supernet.check.CheckCase;
import io.espalier.supernet.check.NetworkCases;
import io.espalier.supernet.check.OperationCases;
import java.util.ArrayList;
import java.util.List;

/** A list of cases to check, in a fixed order, so that a check can continue after any of them. */
public enum Suite {
  /**
   * Cases that native libraries are known to compute incorrectly, and one gradient of a whole
   * network.
   */
  QUICK {
    @Override
    List<CheckCase> cases() {
      List<CheckCase> cases = new ArrayList<>(OperationCases.risky());
      cases.add(NetworkCases.small());
      return cases;
    }
  },
  /** Some operations of all spaces, in seconds. */
  PART {
    @Override
    List<CheckCase> cases() {
      return OperationCases.all(List.of(4), List.of(8));
    }
  },
  /** Every operation of all spaces at many sizes. */
  OPERATIONS {
    @Override
    List<CheckCase> cases() {
      return OperationCases.all(List.of(4, 6, 8, 12, 16, 32), List.of(16, 15, 28, 7, 33));
    }
  },
  /** A training step of each space. */
  STEPS {
    @Override
    List<CheckCase> cases() {
      List<CheckCase> cases = new ArrayList<>();
      for (int channels : List.of(4, 8, 16)) {
        cases.addAll(NetworkCases.steps(channels, 16, 16, 2));
      }
      return cases;
    }
  };

  /** The cases to check. */
  abstract List<CheckCase> cases();
}

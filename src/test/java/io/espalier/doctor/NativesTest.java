package io.espalier.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Native libraries compute what operations are defined to compute, on every instruction set. */
class NativesTest {

  @Test
  void operationsOfEverySpaceAreRightOnThisMachine() throws IOException {
    isRight(Suite.PART, InstructionSet.OWN, 200);
  }

  @TestFactory
  @Tag("natives")
  List<DynamicTest> everyOperationAndAStepOfEverySpaceIsRight() {
    List<DynamicTest> tests = new ArrayList<>();
    for (InstructionSet instructions : InstructionSet.all()) {
      for (Suite suite : List.of(Suite.QUICK, Suite.STEPS, Suite.OPERATIONS)) {
        tests.add(
            DynamicTest.dynamicTest(
                suite + ", " + instructions.name(), () -> isRight(suite, instructions, 10)));
      }
    }
    return tests;
  }

  private static void isRight(Suite suite, InstructionSet instructions, int fewest)
      throws IOException {
    Checkup checkup = new Checkup();
    checkup.natives(suite, instructions, count -> {});
    assertThat(checkup.findings()).extracting(Finding::text).isEmpty();
    assertThat(checkup.cases()).isGreaterThanOrEqualTo(fewest);
  }
}

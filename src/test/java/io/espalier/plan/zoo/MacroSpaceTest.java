package io.espalier.plan.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MacroSpaceTest {

  private final SearchSpace space = SpaceKinds.ALL.named("macro").space();

  @Test
  void sizeIsWhatEnumeratingGives() {
    Set<Architecture> all = new HashSet<>();
    Set<Architecture> classes = new HashSet<>();
    for (int code = 0; code < 6_561; code++) {
      String digits = "0".repeat(8) + Integer.toString(code, 3);
      Architecture architecture = space.parse(digits.substring(digits.length() - 8));
      all.add(architecture);
      classes.add(space.canonical(architecture));
    }
    assertThat(space.size()).isEqualTo(all.size());
    // 3*3 for the first stage, 3 * (1 + 2 + 4) for each of the others.
    assertThat(classes).hasSize(9 * 21 * 21);
  }

  @Test
  void identitiesMoveToTheEndOfTheirStageButNotItsFirstLayer() {
    assertThat(space.canonical(space.parse("01001102")).id()).isEqualTo("0-1-0-1-0-1-2-0");
  }

  @Test
  void badDigitsAreExplained() {
    assertThatThrownBy(() -> space.parse("01230000"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("layer3")
        .hasMessageContaining("0 to 2");
    assertThatThrownBy(() -> space.parse("0101")).isInstanceOf(InputError.class);
    assertThat(space.networks()).isEqualTo(3_969);
  }
}

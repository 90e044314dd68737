package io.espalier.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InputErrorTest {

  private static final List<String> SPACES = List.of("nasbench201", "macro", "nasnet");

  @Test
  void namesTheNearestKnownName() {
    assertThat(InputError.unknown("space", "nasbnech201", SPACES))
        .hasMessage(
            "unknown space 'nasbnech201' (did you mean 'nasbench201'?); "
                + "known are: nasbench201, macro, nasnet");
    assertThat(InputError.unknown("space", "Marco", SPACES)).hasMessageContaining("'macro'?");
  }

  @Test
  void suggestsNothingWhenNothingIsNear() {
    assertThat(InputError.unknown("space", "transformer", SPACES))
        .hasMessage("unknown space 'transformer'; known are: nasbench201, macro, nasnet");
  }
}

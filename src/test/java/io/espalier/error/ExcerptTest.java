package io.espalier.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExcerptTest {

  private static final String LONG = "x".repeat(100_000);

  @Test
  void usualMessagesStayAsTheyAre() {
    String message = "there is no file /a/" + "b".repeat(255) + "\nname another";
    assertThat(Excerpt.of(message)).isEqualTo(message);
    assertThat(new InputError(message)).hasMessage(message);
  }

  @Test
  void longInputsAreCutWhereverTheyStand() {
    List<InputError> errors =
        List.of(
            new InputError("'%s' is no setting; write key=value".formatted(LONG)),
            new InputError("'%s' is no setting; write key=value".formatted("x y ".repeat(25_000))),
            new InputError("cannot read it", new IllegalStateException(LONG)),
            InputError.unknown("space", LONG, List.of("macro", "nasnet")),
            InputError.unknown("column", "maen", List.of(("mean " + LONG + " ").split(" "))));
    for (InputError error : errors) {
      assertThat(error.getMessage()).hasSizeLessThan(4_000);
    }
    assertThat(errors.get(0))
        .hasMessageStartingWith("'xxx")
        .hasMessageContaining("99,")
        .hasMessageContaining("characters")
        .hasMessageEndingWith("is no setting; write key=value");
    assertThat(errors.get(1)).hasMessageEndingWith("is no setting; write key=value");
    assertThat(errors.get(3)).hasMessageEndingWith("known are: macro, nasnet");
  }

  @Test
  void controlCharactersDoNotReachTheTerminal() {
    assertThat(Excerpt.of("a\u001b[2Jb\u0007\n$\\c")).isEqualTo("a\\u001b[2Jb\\u0007\n$\\c");
  }
}

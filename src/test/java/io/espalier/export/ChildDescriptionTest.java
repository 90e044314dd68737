package io.espalier.export;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import io.espalier.file.RecordJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A description comes from a file that may be anybody's, and stands in generated programs. */
class ChildDescriptionTest {

  private static ChildDescription described(String architecture) {
    try (Child child = Children.random(1)) {
      String text = RecordJson.text(child.about());
      return RecordJson.parse(
          "it",
          text.replace(
              "\"architecture\":\"0-1\"", "\"architecture\":\"%s\"".formatted(architecture)),
          ChildDescription.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0 1", "0-1\\n", "\\\"\\\"\\\"\\nimport os", "@LAYERS@", "{mask}"})
  void anArchitectureThatCouldEndACommentIsRefused(String architecture) {
    assertThatThrownBy(() -> described(architecture)).isInstanceOf(InputError.class);
  }

  @Test
  void idsOfEverySpaceAreTaken() {
    for (String id : new String[] {"3-1-0-2-4-1", "0.5-2.7"}) {
      org.assertj.core.api.Assertions.assertThat(described(id).architecture()).isEqualTo(id);
    }
  }
}

package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.cli.experiment.Expectations;
import io.espalier.error.InputError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpectationsTest {

  @TempDir Path folder;

  @Test
  void boundsAreCheckedOneByOne() throws IOException {
    Path file = folder.resolve("expected.json");
    Files.writeString(
        file,
        """
        {"peaks/random/final_regret": {"min": 1, "max": 2}, "peaks/random/found": {"max": 3}}""");
    Expectations expected = Expectations.read(file);
    assertThat(expected.check(Map.of("peaks/random/final_regret", 2.5, "peaks/random/found", 3.0)))
        .extracting(Expectations.Check::isInside)
        .containsExactly(false, true);
    assertThatThrownBy(() -> expected.check(Map.of("peaks/random/final_regrets", 1.0)))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("did you mean 'peaks/random/final_regrets'?");
    expected.requireSubjects(List.of("peaks/random"));
    assertThatThrownBy(() -> expected.requireSubjects(List.of("peaks/randoms", "peaks/gp")))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("peaks/random")
        .hasMessageContaining("did you mean 'peaks/randoms'?");
    Files.writeString(file, "{\"peaks/random/found\": {\"most\": 3}}");
    assertThatThrownBy(() -> Expectations.read(file)).isInstanceOf(InputError.class);
    Files.writeString(file, "{\"peaks/random/found\": {}}");
    assertThatThrownBy(() -> Expectations.read(file))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("says nothing of peaks/random/found");
  }
}

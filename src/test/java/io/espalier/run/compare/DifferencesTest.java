package io.espalier.run.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferencesTest {

  private static final Map<String, String> SMALL =
      Map.of(
          "workers", "1",
          "budget", "20",
          "searchers.young.population", "8",
          "searchers.young.sample", "4");

  @Test
  void workersAreNoDifference() {
    assertThat(Differences.between(SMALL, with("workers", "2"))).isEmpty();
  }

  @Test
  void aSettingIsToldWithBothValues() {
    assertThat(Differences.between(SMALL, with("searchers.young.population", "9")))
        .containsExactly("searchers.young.population 8, not 9");
  }

  @Test
  void aSearcherIsToldAsAWhole() {
    Map<String, String> renamed =
        Map.of(
            "workers", "1",
            "budget", "20",
            "searchers.old.population", "8",
            "searchers.old.sample", "4");
    assertThat(Differences.between(SMALL, renamed))
        .containsExactly("no searchers.old", "searchers.young");
  }

  private static Map<String, String> with(String key, String value) {
    Map<String, String> changed = new java.util.HashMap<>(SMALL);
    changed.put(key, value);
    return changed;
  }
}

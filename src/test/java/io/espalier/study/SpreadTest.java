package io.espalier.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.cost.Costs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SpreadTest {

  private static final List<String> COLUMNS = List.of("ms");

  private static Trial trial(int number, double score, double ms) {
    return new Trial(
        number,
        "a" + number,
        OptionalDouble.of(score),
        0,
        0,
        0,
        new Costs(Map.of("ms", ms)),
        OptionalDouble.of(score),
        "");
  }

  private static List<Integer> numbers(List<Trial> front, int count) {
    return Spread.of(front, COLUMNS, count).stream().map(Trial::number).toList();
  }

  @Test
  void theBestTheCheapestAndTheFarthestBetweenAreChosen() {
    List<Trial> front =
        List.of(
            trial(1, 10, 1), trial(2, 11, 1.1), trial(3, 50, 5), trial(4, 89, 9), trial(5, 90, 10));
    assertThat(numbers(front, 1)).containsExactly(5);
    assertThat(numbers(front, 2)).containsExactly(1, 5);
    assertThat(numbers(front, 3)).containsExactly(1, 3, 5);
    assertThat(numbers(front, 9)).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void aFrontOfTrialsHoldsWhatNoOtherDominates() {
    List<Trial> trials =
        new ArrayList<>(
            List.of(trial(1, 90, 9), trial(2, 80, 9), trial(3, 85, 5), trial(4, 85, 5)));
    trials.add(trial(5, 70, Double.NaN));
    assertThat(Trials.pareto(trials, COLUMNS).stream().map(Trial::number)).containsExactly(3, 1);
  }
}

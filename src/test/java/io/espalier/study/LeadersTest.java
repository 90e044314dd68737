package io.espalier.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.random.Seed;
import io.espalier.search.objective.Dominance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The best and the front of trials that come one by one, against those of the whole list. */
class LeadersTest {

  @TempDir Path folder;

  @Test
  void theBestAreTheFirstOfTheSortedOnes() {
    List<Trial> trials = trials(2_000);
    List<Trial> sorted =
        trials.stream()
            .filter(trial -> trial.score().isPresent())
            .sorted(
                Comparator.comparingDouble((Trial trial) -> -trial.score().getAsDouble())
                    .thenComparingInt(Trial::number))
            .toList();
    for (int count : List.of(0, 1, 2, 10, 500, 5_000)) {
      List<Trial> expected = sorted.subList(0, Math.min(count, sorted.size()));
      assertThat(Trials.best(trials, count)).isEqualTo(expected);
    }
    assertThat(Trials.ranked(trials)).isEqualTo(sorted);
    Path file = folder.resolve(Study.TRIALS);
    Trials.write(file, trials);
    assertThat(Trials.read(file)).isEqualTo(trials);
    assertThat(Trials.readBest(file, 10, Set.of())).isEqualTo(sorted.subList(0, 10));
    Trial last = sorted.get(sorted.size() - 1);
    assertThat(Trials.readBest(file, 10, Set.of(last.number())))
        .hasSize(11)
        .endsWith(last)
        .startsWith(sorted.get(0));
  }

  @Test
  void theFrontIsThatOfTheWholeList() {
    List<Trial> trials = trials(2_000);
    List<String> columns = List.of("macs_millions", "params_millions");
    List<Trial> scored = trials.stream().filter(trial -> trial.score().isPresent()).toList();
    List<double[]> points = scored.stream().map(trial -> Trials.point(trial, columns)).toList();
    List<Trial> expected = Dominance.front(points).stream().map(scored::get).toList();
    assertThat(Trials.pareto(trials, columns)).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(expected).hasSizeGreaterThan(5);
    Path file = folder.resolve(Study.TRIALS);
    Trials.write(file, trials);
    assertThat(Trials.readFront(file, columns)).isEqualTo(Trials.pareto(trials, columns));
  }

  /** Scores with ties, and some without one. */
  private static List<Trial> trials(int count) {
    RandomGenerator random = new Seed(2).generator();
    List<Trial> trials = new ArrayList<>();
    OptionalDouble best = OptionalDouble.empty();
    for (int n = 1; n <= count; n++) {
      boolean failed = random.nextInt(10) == 0;
      double drawn = random.nextInt(400) / 4.0;
      OptionalDouble score = failed ? OptionalDouble.empty() : OptionalDouble.of(drawn);
      if (!failed) {
        best = OptionalDouble.of(Math.max(drawn, best.orElse(drawn)));
      }
      String why = failed ? "drawn; failed: \"too, large\"" : "drawn";
      trials.add(
          new Trial(
              n,
              "1-" + n,
              score,
              failed ? 0 : 0.5,
              failed ? 0 : 100,
              failed ? 0 : 0.25,
              Grid.costs(random.nextInt(1, 9_999), random.nextInt(1, 9_999)),
              best,
              why));
    }
    return trials;
  }
}

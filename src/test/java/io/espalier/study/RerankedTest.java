package io.espalier.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RerankedTest {

  @TempDir Path study;

  private static Trial trial(int number, String id, OptionalDouble score) {
    return new Trial(number, id, score, 0.5, 100, 1, Grid.costs(1, 1), OptionalDouble.of(1), "why");
  }

  private static Reranked reranked(String id, double score, OptionalDouble accuracy) {
    return new Reranked(1, id, score, accuracy, 0.25, 1000, 2.5);
  }

  @Test
  void theBestDifferentNetworksAreChosen() {
    List<Trial> trials =
        List.of(
            trial(1, "a1", OptionalDouble.of(1)),
            trial(2, "b1", OptionalDouble.of(3)),
            trial(3, "a2", OptionalDouble.of(2)),
            trial(4, "c1", OptionalDouble.empty()),
            trial(5, "d1", OptionalDouble.of(0)));
    assertThat(Reranked.choose(trials, 2, id -> id.substring(0, 1)))
        .extracting(Trial::number)
        .containsExactly(2, 3);
    assertThat(Reranked.choose(trials, 9, id -> id)).hasSize(4);
  }

  @Test
  void whatIsWrittenIsReadRanked() {
    Reranked low = reranked("0-1", 9, OptionalDouble.of(70.125));
    Reranked failed = reranked("2-2", 8, OptionalDouble.empty());
    Reranked high = reranked("1-1", 7, OptionalDouble.of(90.5));
    assertThat(Reranked.read(study)).isEmpty();
    Reranked.write(study, List.of(failed, low, high));
    assertThat(Reranked.read(study)).containsExactly(high, low, failed);
    assertThat(Reranked.best(Reranked.read(study))).contains(high);
    assertThat(Reranked.best(List.of(failed))).isEmpty();
    Reranked.forget(study);
    assertThat(Reranked.read(study)).isEmpty();
  }

  @Test
  void aTableOfSomethingElseIsRefused() throws IOException {
    for (String text : List.of("", "trial\nx,y\n", "trial\n1,a,b,c,d,e,f\n")) {
      Files.writeString(study.resolve(Reranked.TABLE), text);
      assertThatThrownBy(() -> Reranked.read(study))
          .isInstanceOf(InputError.class)
          .hasMessageContaining(Reranked.TABLE);
    }
  }
}

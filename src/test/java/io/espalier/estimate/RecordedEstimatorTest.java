package io.espalier.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedEstimatorTest implements EstimatorContract {

  @TempDir Path folder;

  private final SearchSpace space = SpaceKinds.ALL.named("macro").space();
  private final AtomicInteger files = new AtomicInteger();
  private final List<Architecture> asked = new ArrayList<>();

  private final Estimator source =
      batch -> {
        asked.addAll(batch);
        return batch.stream()
            .map(
                a ->
                    a.pick(1) == 2
                        ? new Failure(a, "two,\nor \"more\"")
                        : (Outcome) new Estimate(a, a.pick(0) / 3.0, 0.1, 7, 0.25))
            .toList();
      };

  @Override
  public Estimator estimator() {
    return recorded("contract-" + files.incrementAndGet() + ".csv");
  }

  private RecordedEstimator recorded(String name) {
    return new RecordedEstimator(folder.resolve(name), space, source);
  }

  @Override
  public List<Architecture> architectures() {
    return List.of(
        Architecture.of("macro", 0, 0, 0, 0, 0, 0, 0, 0),
        Architecture.of("macro", 1, 2, 0, 0, 0, 0, 0, 0),
        Architecture.of("macro", 2, 1, 0, 0, 0, 0, 0, 1));
  }

  @Test
  void nothingIsEstimatedTwiceNotEvenByAnotherProcess() {
    List<Outcome> first;
    try (RecordedEstimator recorded = recorded("a.csv")) {
      recorded.estimate(architectures().subList(0, 1));
      first = recorded.estimate(architectures());
      assertThat(asked).isEqualTo(architectures());
    }
    try (RecordedEstimator again = recorded("a.csv")) {
      assertThat(again.known(architectures())).isEqualTo(3);
      List<Outcome> second = again.estimate(architectures());
      assertThat(second.get(0)).isEqualTo(first.get(0));
      assertThat(second.get(1)).isEqualTo(new Failure(architectures().get(1), "two, or \"more\""));
      assertThat(second.get(2)).isEqualTo(first.get(2));
      assertThat(asked).hasSize(3);
    }
  }

  @Test
  void aTornLastLineIsEstimatedAnew() throws IOException {
    try (RecordedEstimator recorded = recorded("a.csv")) {
      recorded.estimate(architectures());
    }
    Path file = folder.resolve("a.csv");
    String whole = Files.readString(file);
    Files.writeString(file, whole.substring(0, whole.length() - 3));
    try (RecordedEstimator again = recorded("a.csv")) {
      assertThat(again.known(architectures())).isEqualTo(2);
      again.estimate(architectures());
    }
    assertThat(Files.readString(file)).isEqualTo(whole);
  }

  @Test
  void anotherFileIsRefusedAndLeftAsItIs() throws IOException {
    Path other = folder.resolve("other.csv");
    Files.writeString(other, "kernel,depth\n3,2\n");
    assertThatThrownBy(() -> recorded("other.csv"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("line 1 of")
        .hasMessageContaining("delete the file");
    assertThat(other).hasContent("kernel,depth\n3,2\n");
  }
}

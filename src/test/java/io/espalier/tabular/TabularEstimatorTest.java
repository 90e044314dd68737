package io.espalier.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Failure;
import io.espalier.space.Architecture;
import io.espalier.space.zoo.CellGraph;
import io.espalier.space.zoo.MacroSpace;
import io.espalier.space.zoo.NasBench101Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TabularEstimatorTest {

  private final MacroSpace macro = new MacroSpace();

  @TempDir Path folder;

  @Test
  void looksUpRowsInTheOrderAsked() throws IOException {
    TabularEstimator estimator = TabularEstimator.ofAccuracy("macro", table("macro"));
    Architecture best = macro.parseDigits("22212202");
    Architecture absent = macro.parseDigits("22222222");
    Architecture worst = macro.parseDigits("00000000");
    assertThat(estimator.estimate(List.of(best, absent, worst)))
        .containsExactly(
            new Estimate(best, 93.1267, 0, 0, 0),
            new Failure(absent, "the table has no row of this architecture"),
            new Estimate(worst, 45.3633, 0, 0, 0));
  }

  @Test
  void answersForOtherEncodingsOfARow() throws IOException {
    TabularEstimator estimator = TabularEstimator.ofAccuracy("macro", table("macro"));
    // The row is 22212202; the identity may stand before or behind the block.
    Architecture moved = macro.parseDigits("22212220");
    assertThat(estimator.estimate(List.of(moved)))
        .containsExactly(new Estimate(moved, 93.1267, 0, 0, 0));
  }

  @Test
  void fractionsBecomePercent() throws IOException {
    NasBench101Space space = new NasBench101Space();
    TabularEstimator estimator = TabularEstimator.ofAccuracy("nasbench101", table("nasbench101"));
    // The row with one 3x3 convolution, encoded on another vertex than the table's.
    Architecture conv = space.of(4, CellGraph.edge(0, 2) | CellGraph.edge(2, 3), List.of(2, 0));
    Estimate estimate = (Estimate) estimator.estimate(List.of(conv)).get(0);
    assertThat(estimate.score()).isEqualTo(93.0455);
  }

  @Test
  void anyColumnCanBeTheScore() throws IOException {
    Path table = table("macro");
    Architecture worst = macro.parseDigits("00000000");
    TabularEstimator first = TabularEstimator.ofColumn("macro", table, "acc1");
    assertThat(first.estimate(List.of(worst))).containsExactly(new Estimate(worst, 45.32, 0, 0, 0));
    assertThatThrownBy(() -> TabularEstimator.ofColumn("macro", table, "acc4"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("did you mean 'acc1'");
  }

  private Path table(String space) throws IOException {
    return Files.write(folder.resolve("table.csv"), PublishedRows.BY_SPACE.get(space));
  }
}

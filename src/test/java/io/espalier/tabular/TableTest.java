package io.espalier.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.error.InputError;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import io.espalier.space.zoo.NasNetSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {

  private final SearchSpace macro = SpaceKinds.ALL.named("macro").space();

  @TempDir Path folder;

  @Test
  void theBestIsThatOfTheColumnAskedForInPercent() throws IOException {
    Table table = TableFiles.published("macro", folder);
    assertThat(table.best("mean")).isEqualTo(new Table.Best(macro.parse("22212202"), 93.1267));
    assertThat(table.best("params").architecture()).isEqualTo(macro.parse("11210122"));
    Table graphs = TableFiles.published("nasbench101", folder);
    ScoreColumn accuracy = graphs.accuracy().orElseThrow();
    assertThat(accuracy).isEqualTo(new ScoreColumn("test_acc", ScoreUnit.FRACTION));
    assertThat(graphs.best(accuracy).value()).isCloseTo(94.3176, within(1e-9));
    assertThat(graphs.best("params").value()).isEqualTo(32_426_634);
  }

  @Test
  void truthsOfArchitecturesWithoutRowAreNoNumbers() throws IOException {
    ToDoubleFunction<Architecture> truth = TableFiles.published("macro", folder).truth("acc3");
    assertThat(truth.applyAsDouble(macro.parse("22212202"))).isEqualTo(92.77);
    assertThat(truth.applyAsDouble(macro.parse("22222222"))).isNaN();
  }

  @Test
  void macroIsReadFromItsOfficialReleaseAsWell() throws IOException {
    Table json =
        Table.read(
            SpaceKinds.ALL.named("macro").space(), TableFiles.resource("nas-bench-macro.json"));
    Table csv = TableFiles.published("macro", folder);
    assertThat(json.columns()).isEqualTo(csv.columns());
    assertThat(json.space().listing().orElseThrow()).hasSize(3);
    for (Architecture architecture : json.space().listing().orElseThrow()) {
      for (String column : json.columns()) {
        assertThat(json.truth(column).applyAsDouble(architecture))
            .as(column)
            .isEqualTo(csv.truth(column).applyAsDouble(architecture));
      }
    }
    Path foreign = TableFiles.write(folder, "{\"00000000\": {\"accuracy\": 3}}");
    assertThatThrownBy(() -> Table.read(SpaceKinds.ALL.named("macro").space(), foreign))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("entry 1 of")
        .hasMessageContaining("test_acc");
    Path cut = TableFiles.write(folder, "{\"00000000\": {\"test_acc\": [1, 2");
    assertThatThrownBy(() -> Table.read(SpaceKinds.ALL.named("macro").space(), cut))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("cut off");
  }

  @Test
  void aColumnOfIdsMakesATableOfAnyBuiltInSpace() throws IOException {
    NasNetSpace nasNet = new NasNetSpace();
    Architecture architecture = nasNet.sample(new Seed(1).generator());
    Path file = TableFiles.write(folder, "score,architecture", "3.5," + architecture.id(), "");
    Table table = Table.read(SpaceKinds.ALL.named("nasnet").space(), file);
    assertThat(table.best("score")).isEqualTo(new Table.Best(architecture, 3.5));
    assertThat(table.accuracy()).isEmpty();
    Path wrong = TableFiles.write(folder, "score,architecture", "3.5,0-1");
    assertThatThrownBy(() -> Table.read(SpaceKinds.ALL.named("macro").space(), wrong))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("line 2 of")
        .hasMessageContaining("makes 2 choices");
  }

  @Test
  void columnsThatHoldNoNumberAreNamedWithTheirLineWhenAskedFor() throws IOException {
    Path file = TableFiles.write(folder, "arch,mean,note", "00000000,1,a", "00000001,x,b");
    Table table = Table.read(SpaceKinds.ALL.named("macro").space(), file);
    assertThatThrownBy(() -> table.estimator("mean"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("column mean in line 3 of")
        .hasMessageContaining("'x'");
    assertThatThrownBy(() -> table.truth("meen"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("did you mean 'mean'");
  }

  @Test
  void whatPythonWritesForNoNumberIsRead() throws IOException {
    Path file = TableFiles.write(folder, "arch,mean", "00000000,-inf", "00000001,nan", "00000002,");
    Table table = Table.read(SpaceKinds.ALL.named("macro").space(), file);
    assertThat(table.truth("mean").applyAsDouble(macro.parse("00000000")))
        .isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(table.truth("mean").applyAsDouble(macro.parse("00000001"))).isNaN();
    assertThatThrownBy(() -> table.best("mean"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("holds no number");
  }

  @Test
  void twoRowsOfOneArchitectureAreRefusedWithBothLines() throws IOException {
    Path file = TableFiles.write(folder, "arch,mean", "00000001,1", "00000002,2", "00000001,3");
    assertThatThrownBy(() -> Table.read(SpaceKinds.ALL.named("macro").space(), file))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("line 2 of")
        .hasMessageContaining("line 4 of")
        .hasMessageContaining("0-0-0-0-0-0-0-1");
    Path own = TableFiles.write(folder, "a,b,score", "1,2,3", "1,2,4");
    assertThatThrownBy(() -> Table.read(own, new OwnColumns(List.of(), List.of("score"))))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("line 2 of")
        .hasMessageContaining("line 3 of");
  }

  @Test
  void emptyAndTornTablesAreRefused() throws IOException {
    Path empty = TableFiles.write(folder, "arch,mean");
    assertThatThrownBy(() -> Table.read(SpaceKinds.ALL.named("macro").space(), empty))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("no rows");
    Path gap = TableFiles.write(folder, "arch,mean", "00000000,1", "", "00000001,2");
    assertThatThrownBy(() -> Table.read(SpaceKinds.ALL.named("macro").space(), gap))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("line 3 of");
    Path open = TableFiles.write(folder, "arch,mean", "\"00000000,1");
    assertThatThrownBy(() -> Table.read(SpaceKinds.ALL.named("macro").space(), open))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("line 2 of")
        .hasMessageContaining("not closed");
    Path twice = TableFiles.write(folder, "arch,mean,mean", "00000000,1,2");
    assertThatThrownBy(() -> Table.read(SpaceKinds.ALL.named("macro").space(), twice))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> Table.read(SpaceKinds.ALL.named("makro").space(), twice))
        .hasMessageContaining("'macro'");
  }
}

package io.espalier.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.SearchSpace;
import io.espalier.space.zoo.CellGraph;
import io.espalier.space.zoo.NasBench101Space;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableSpaceTest {

  private final SearchSpace macro = SpaceKinds.ALL.named("macro").space();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"nasbench201", "macro", "nasbench101"})
  void keepsNameChoicesAndValidityOfItsSpaceAndListsItsRows(String name) throws IOException {
    SearchSpace base = SpaceKinds.ALL.named(name).space();
    TableSpace space = TableFiles.published(name, folder).space();
    assertThat(space.name()).isEqualTo(name);
    assertThat(space.choices()).isEqualTo(base.choices());
    assertThat(space.size()).isEqualTo(base.size());
    List<Architecture> listing = space.listing().orElseThrow();
    assertThat(listing).hasSize(10).doesNotHaveDuplicates().allMatch(base::isValid);
    assertThat(listing).allMatch(row -> space.canonical(row).equals(row));
    Set<Architecture> drawn = new HashSet<>();
    RandomGenerator random = new Seed(1).generator();
    for (int i = 0; i < 200; i++) {
      drawn.add(space.sample(random));
    }
    assertThat(drawn).containsExactlyInAnyOrderElementsOf(listing);
  }

  @Test
  void everyRowIsANetworkOfItsOwnUnlessAskedOtherwise() throws IOException {
    // 22212202 and 22212220 are one network: an identity may stand before or behind a block.
    Path file = TableFiles.write(folder, "arch,mean", "22212202,93", "00000000,45", "22212220,92");
    Architecture before = macro.parse("22212202");
    Architecture behind = macro.parse("22212220");
    Table rows = Table.read(SpaceKinds.ALL.named("macro").space(), file);
    assertThat(rows.space().listing().orElseThrow()).hasSize(3);
    assertThat(rows.space().canonical(before)).isEqualTo(before);
    assertThat(rows.truth("mean").applyAsDouble(before)).isEqualTo(93);
    Table networks = Table.read(SpaceKinds.ALL.named("macro").space(), file, Distinct.NETWORKS);
    assertThat(networks.space().listing().orElseThrow())
        .containsExactly(macro.parse("00000000"), behind);
    assertThat(networks.space().canonical(before)).isEqualTo(behind);
    assertThat(networks.truth("mean").applyAsDouble(before)).isEqualTo(92);
    assertThat(networks.best("mean").value()).isEqualTo(92);
  }

  @Test
  void theFirstRowStandsForANetworkThatIsNotInCanonicalForm() throws IOException {
    // In canonical form the third stage is 220.
    Path file = TableFiles.write(folder, "arch,mean", "22212202,93");
    Architecture row = macro.parse("22212202");
    for (Distinct distinct : Distinct.values()) {
      TableSpace space = Table.read(SpaceKinds.ALL.named("macro").space(), file, distinct).space();
      assertThat(space.canonical(macro.parse("22212220"))).isEqualTo(row);
      assertThat(space.canonical(row)).isEqualTo(row);
      assertThat(space.listing().orElseThrow()).containsExactly(row);
    }
  }

  @Test
  void everyEncodingOfAGraphStandsForItsRow() throws IOException {
    NasBench101Space graphs = new NasBench101Space();
    TableSpace space = TableFiles.published("nasbench101", folder).space();
    Architecture row = graphs.of(3, 5, List.of(0));
    Architecture moved = graphs.of(4, CellGraph.edge(0, 2) | CellGraph.edge(2, 3), List.of(2, 0));
    assertThat(space.canonical(moved)).isEqualTo(row);
    assertThat(space.isValid(moved)).isTrue();
    Architecture absent = graphs.of(3, 5, List.of(2));
    assertThat(space.canonical(absent)).isEqualTo(graphs.canonical(absent));
  }

  @Test
  void invalidEncodingsHaveNoRow() throws IOException {
    TableSpace space = TableFiles.published("nasbench101", folder).space();
    Architecture broken = Architecture.of("nasbench101", new int[26]);
    assertThat(space.isValid(broken)).isFalse();
    assertThat(space.row(broken)).isNegative();
    assertThatThrownBy(() -> space.row(Architecture.of("nasbench101", 1)))
        .isInstanceOf(InputError.class);
  }

  @Test
  void anOwnTableIsItsRows() {
    TableSpace space = TableFiles.own().space();
    assertThat(space.name()).isEqualTo("table");
    assertThat(space.choices())
        .containsExactly(
            Choice.one("kernel", List.of("3", "5", "7")),
            Choice.one("depth", List.of("2", "10")),
            Choice.one("activation", List.of("relu", "relu, leaky", "swish")));
    assertThat(space.size()).isEqualTo(BigInteger.valueOf(7));
    assertThat(space.isValid(Architecture.of("table", 1, 1, 1))).isTrue();
    assertThat(space.isValid(Architecture.of("table", 2, 1, 1))).isFalse();
    assertThat(space.listing().orElseThrow().get(4).id()).isEqualTo("1-1-1");
    assertThat(space.neighbours(space.parse("0-0-0")))
        .allMatch(space::isValid)
        .extracting(Architecture::id)
        .containsExactly("1-0-0", "2-0-0", "0-1-0", "0-0-2");
  }

  @Test
  void theOrderOfAnOwnTablesRowsDoesNotMatterForItsIds() throws IOException {
    List<String> lines = Files.readAllLines(TableFiles.resource("own.csv"));
    List<String> turned = new ArrayList<>(lines.subList(0, 1));
    for (int l = lines.size() - 1; l > 0; l--) {
      turned.add(lines.get(l));
    }
    Table table = Table.read(Files.write(folder.resolve("turned.csv"), turned), TableFiles.OWN);
    assertThat(table.space().choices()).isEqualTo(TableFiles.own().space().choices());
    assertThat(table.best("proxy")).isEqualTo(TableFiles.own().best("proxy"));
  }

  @Test
  void choicesOfAnOwnTableCanBeNamed() throws IOException {
    Path file = TableFiles.write(folder, "id,a,b,score", "x,1,2,3", "y,2,2,4");
    OwnColumns named = new OwnColumns(List.of("b", "a"), List.of("score"));
    assertThat(Table.read(file, named).space().choices())
        .extracting(Choice::name)
        .containsExactly("b", "a");
    for (OwnColumns wrong :
        List.of(
            new OwnColumns(List.of("c"), List.of("score")),
            new OwnColumns(List.of("a"), List.of("acc")),
            new OwnColumns(List.of("score"), List.of("score")),
            new OwnColumns(List.of(), List.of("id", "a", "b", "score")))) {
      assertThatThrownBy(() -> Table.read(file, wrong))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("column");
    }
    Path hole = TableFiles.write(folder, "a,b,score", "1,2,3", ",2,4");
    assertThatThrownBy(() -> Table.read(hole, new OwnColumns(List.of(), List.of("score"))))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("column a in line 3 of");
  }

  @Test
  void aColumnOfMeasurementsIsNoChoice() throws IOException {
    List<String> lines = new ArrayList<>(List.of("a,latency,score"));
    for (int i = 0; i < 300; i++) {
      lines.add(i % 10 + "," + i / 7.0 + ",1");
    }
    Path file = Files.write(folder.resolve("table.csv"), lines);
    assertThatThrownBy(() -> Table.read(file, new OwnColumns(List.of(), List.of("score"))))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("column latency")
        .hasMessageContaining("name the columns that are choices");
  }
}

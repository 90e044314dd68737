package io.espalier.space.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.PathFeatures;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class NasBench101SpaceTest {

  private final NasBench101Space space = new NasBench101Space();

  @Test
  void sizeCountsValidEncodings() {
    // 1,538,083 valid edge sets, counted independently with NumPy, times 3^5 operations.
    assertThat(space.size()).isEqualTo(1_538_083L * 243);
  }

  /** The benchmark's table has 1, 6, 84 and 2,441 networks of 2, 3, 4 and 5 vertices. */
  @Test
  void hasThePublishedNumberOfNetworksUpToFiveVertices() {
    Set<Architecture> networks = new HashSet<>();
    for (int edges = 0; edges < 1 << 10; edges++) {
      for (int code = 0; code < 27; code++) {
        List<Integer> operations = List.of(code / 9, code / 3 % 3, code % 3);
        if (CellGraph.isValid(CellGraph.moveOutputToEnd(5, edges))) {
          networks.add(space.canonical(space.of(5, edges, operations)));
        }
      }
    }
    assertThat(networks).hasSize(1 + 6 + 84 + 2_441);
  }

  @Test
  void absentEdgesAndCutOffVerticesSayNothing() {
    // 0>1, 1>2, 0>2 of a graph with 4 vertices, whose output is moved to vertex 6; 2>6.
    Architecture architecture = space.of(4, 0b100111, List.of(1, 2));
    BitSet silent = space.silentBits().orElseThrow().apply(architecture);
    CellGraph graph = space.graph(architecture);
    for (int to = 1; to < 7; to++) {
      for (int from = 0; from < to; from++) {
        int pair = CellGraph.bit(from, to);
        assertThat(silent.get(2 * pair)).isTrue();
        assertThat(silent.get(2 * pair + 1)).isEqualTo(!graph.hasEdge(from, to));
      }
    }
    assertThat(silent.get(42, 48).isEmpty()).isTrue();
    assertThat(silent.get(48, 57).cardinality()).isEqualTo(9);
  }

  @Property(tries = 300)
  void isomorphicEncodingsHaveOneCanonicalForm(@ForAll long seed) {
    Architecture architecture = space.sample(new Seed(seed).generator());
    Architecture renumbered = renumber(space.graph(architecture), new Random(seed));
    assertThat(space.canonical(renumbered)).isEqualTo(space.canonical(architecture));
  }

  @Property(tries = 300)
  void traitsDoNotDependOnTheEncoding(@ForAll long seed) {
    PathFeatures pathFeatures = space.pathFeatures().orElseThrow();
    Architecture architecture = space.sample(new Seed(seed).generator());
    Architecture renumbered = renumber(space.graph(architecture), new Random(seed));
    BitSet of = pathFeatures.of().apply(architecture);
    assertThat(pathFeatures.of().apply(renumbered)).isEqualTo(of);
    assertThat(of.length()).isLessThanOrEqualTo(pathFeatures.count());
  }

  @Test
  void traitsArePathsNeighbourhoodsAndCounts() {
    PathFeatures pathFeatures = space.pathFeatures().orElseThrow();
    assertThat(pathFeatures.count()).isEqualTo(364 + 128 + 15);
    // Input - conv1x1 - maxpool3x3 - output, and from the input to the pooling and the output.
    Architecture cell = space.of(4, 0b111111 & ~(1 << CellGraph.bit(1, 3)), List.of(1, 2));
    BitSet has = pathFeatures.of().apply(cell);
    // No operation; the pooling alone, behind 1 + its number; both, behind 1 + 3 + 3 * 1 + 2.
    assertThat(has.get(0, 364).stream()).containsExactly(0, 1 + 2, 1 + 3 + 3 + 2);
    // Each of the four vertices has a neighbourhood of its own.
    assertThat(has.get(364, 492).cardinality()).isEqualTo(4);
    // One conv1x1 and one pooling.
    assertThat(has.get(492, 507).stream()).containsExactly(5, 10);
    Architecture swapped = space.of(4, 0b111111 & ~(1 << CellGraph.bit(1, 3)), List.of(2, 1));
    assertThat(pathFeatures.of().apply(swapped)).isNotEqualTo(has);
  }

  /** The graph with its inner vertices in another order in which every edge still points up. */
  private Architecture renumber(CellGraph graph, Random random) {
    List<Integer> waiting = new ArrayList<>(List.of(1, 2, 3, 4, 5));
    int[] numbers = new int[7];
    numbers[6] = 6;
    for (int next = 1; next <= 5; next++) {
      Collections.shuffle(waiting, random);
      int vertex =
          waiting.stream()
              .filter(v -> waiting.stream().noneMatch(u -> u < v && graph.hasEdge(u, v)))
              .findFirst()
              .orElseThrow();
      waiting.remove(Integer.valueOf(vertex));
      numbers[vertex] = next;
    }
    int edges = 0;
    List<Integer> operations = new ArrayList<>(List.of(0, 0, 0, 0, 0));
    for (int to = 1; to <= 6; to++) {
      for (int from = 0; from < to; from++) {
        edges |= graph.hasEdge(from, to) ? CellGraph.edge(numbers[from], numbers[to]) : 0;
      }
      if (to <= 5) {
        operations.set(numbers[to] - 1, graph.operation(to));
      }
    }
    return space.of(7, edges, operations);
  }

  @Test
  void deadVerticesAndTheirOperationsDoNotMatter() {
    int chain = CellGraph.edge(0, 1) | CellGraph.edge(1, 6);
    Architecture plain = space.of(7, chain, List.of(1, 0, 0, 0, 0));
    Architecture withDead =
        space.of(7, chain | CellGraph.edge(0, 2) | CellGraph.edge(3, 6), List.of(1, 2, 1, 2, 2));
    assertThat(space.canonical(withDead)).isEqualTo(plain);
    assertThat(space.canonical(space.of(3, 5, List.of(1)))).isEqualTo(plain);
    assertThat(space.canonical(space.of(3, 5, List.of(2)))).isNotEqualTo(plain);
  }

  @Test
  void graphsAreAlwaysPruned() {
    int dangling = CellGraph.edge(0, 6) | CellGraph.edge(0, 1);
    assertThatThrownBy(() -> new CellGraph(dangling, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void unreachableOutputsAndTooManyEdgesAreNotValid() {
    assertThatThrownBy(() -> space.of(3, 1, List.of(0)))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("no path to its output");
    // All 10 pairs of 5 vertices.
    assertThatThrownBy(() -> space.of(5, 1023, List.of(0, 0, 0)))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("more than 9 edges");
    assertThatThrownBy(() -> space.of(3, 5, List.of(7)))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("vertex 1");
    assertThatThrownBy(() -> space.of(8, 5, List.of(7)))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("2 to 7 vertices");
  }
}

package io.espalier.space.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RecurrentSpaceTest {

  private final RecurrentSpace space = new RecurrentSpace();

  @Test
  void sizeCountsEveryEncoding() {
    assertThat(space.size()).isEqualTo(new BigInteger("2642411520"));
    assertThat(space.bits()).isEqualTo(144);
  }

  @Test
  void optionsNameActivationAndState() {
    Architecture architecture = space.parse("2-7-9-0-0-0-0-31");
    assertThat(RecurrentSpace.state(architecture, 3)).isEqualTo(2);
    assertThat(RecurrentSpace.activation(architecture, 3)).isEqualTo(1);
    assertThat(space.choices().get(7).options().get(31)).isEqualTo("identity of state 7");
  }

  /** Numbers the nodes of a cell anew in any order in which each comes behind the one it reads. */
  private static Architecture renumbered(Architecture architecture, RandomGenerator random) {
    int[] number = new int[RecurrentSpace.NODES + 1];
    int[] picks = new int[RecurrentSpace.NODES];
    int placed = 0;
    while (placed < RecurrentSpace.NODES) {
      int node = 1 + random.nextInt(RecurrentSpace.NODES);
      int from = RecurrentSpace.state(architecture, node);
      if (number[node] == 0 && (from == 0 || number[from] > 0)) {
        number[node] = ++placed;
        picks[placed - 1] = number[from] * 4 + RecurrentSpace.activation(architecture, node);
      }
    }
    return Architecture.of(RecurrentSpace.NAME, picks);
  }

  @Test
  void numberingOfTheNodesDoesNotMatter() {
    RandomGenerator random = new Seed(4).generator();
    for (int i = 0; i < 300; i++) {
      Architecture architecture = space.sample(random);
      Architecture other = renumbered(architecture, random);
      assertThat(space.canonical(other)).isEqualTo(space.canonical(architecture));
    }
  }

  /** Of cells whose nodes are all tanh there are as many as rooted trees of 9 nodes. */
  @Test
  void canonicalFormsOfOneActivationAreTheRootedTrees() {
    Set<Architecture> forms = new HashSet<>();
    int[] states = new int[RecurrentSpace.NODES];
    for (int code = 0; code < 40_320; code++) {
      int rest = code;
      for (int node = 1; node <= RecurrentSpace.NODES; node++) {
        states[node - 1] = 4 * (rest % node);
        rest /= node;
      }
      forms.add(space.canonical(Architecture.of(RecurrentSpace.NAME, states)));
    }
    assertThat(forms).hasSize(286);
  }
}

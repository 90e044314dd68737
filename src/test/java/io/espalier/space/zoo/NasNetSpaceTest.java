package io.espalier.space.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.space.Architecture;
import io.espalier.space.Mask;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class NasNetSpaceTest {

  private final NasNetSpace space = new NasNetSpace();

  @Test
  void sizeIsTheProductOfTheNodesPairs() {
    // Pairs of 8, 12, 16, 20 and 24 options, for two cells.
    BigInteger cell = BigInteger.valueOf(28L * 66 * 120 * 190 * 276);
    assertThat(space.size()).isEqualTo(cell.pow(2));
    assertThat(space.bits()).isEqualTo(160);
  }

  @Test
  void masksFollowNodesThenStatesThenOperations() {
    Architecture architecture = space.parse("0.7-0.1-0.1-0.1-0.1-0.1-0.1-0.1-0.1-22.23");
    String mask = Mask.of(space, architecture).toString();
    assertThat(mask).startsWith("10000001" + "1100" + "00000000");
    assertThat(mask).endsWith("11").hasSize(160);
  }

  @Test
  void renumberedNodesAreTheSameCell() {
    // Nodes 0 and 1 read only the cell's inputs; node 2 reads one of them (options from 8 and 12).
    Architecture a = space.parse("2.3-0.1-2.8-0.4-0.4-0.1-0.1-0.1-0.1-0.1");
    Architecture b = space.parse("0.1-2.3-2.12-0.4-0.4-0.1-0.1-0.1-0.1-0.1");
    assertThat(space.canonical(a)).isEqualTo(space.canonical(b));
    Architecture other = space.parse("0.1-2.3-2.8-0.4-0.4-0.1-0.1-0.1-0.1-0.1");
    assertThat(space.canonical(other)).isNotEqualTo(space.canonical(a));
  }
}

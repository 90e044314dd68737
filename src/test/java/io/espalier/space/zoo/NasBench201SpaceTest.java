package io.espalier.space.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import io.espalier.space.Architecture;
import io.espalier.space.Mask;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class NasBench201SpaceTest {

  private final NasBench201Space space = new NasBench201Space();

  @Test
  void hasTheClassesThatThePaperCounts() {
    Set<Architecture> all = new HashSet<>();
    Set<Architecture> classes = new HashSet<>();
    for (int code = 0; code < 15_625; code++) {
      Architecture architecture = Architecture.of(NasBench201Space.NAME, digits(code));
      all.add(architecture);
      classes.add(space.canonical(architecture));
    }
    assertThat(space.size()).isEqualTo(all.size());
    assertThat(classes).hasSize(6_466);
  }

  private static int[] digits(int code) {
    int[] digits = new int[6];
    for (int e = 5, rest = code; e >= 0; e--, rest /= 5) {
      digits[e] = rest % 5;
    }
    return digits;
  }

  @Test
  void mergesWhatComputesTheSame() {
    // Node 1 is a skip of the input, so the 3x3 convolution may read either of them.
    assertThat(space.canonical(space.parse("1-3-0-0-0-1")))
        .isEqualTo(space.canonical(space.parse("1-0-3-0-0-1")));
    assertThat(space.canonical(space.parse("1-3-0-0-0-1")))
        .isNotEqualTo(space.canonical(space.parse("1-2-0-0-0-1")));
  }

  private BitSet pathFeatures(String id) {
    return space.pathFeatures().orElseThrow().of().apply(space.parse(id));
  }

  @Test
  void traitsArePathsAndCounts() {
    // Paths 1x1 and 3x3, 1x1; one 3x3, two 1x1, one skip.
    assertThat(pathFeatures("3-0-1-2-0-2").cardinality()).isEqualTo(2 + 4);
    assertThat(pathFeatures("3-0-1-2-0-2")).isEqualTo(pathFeatures("1-0-3-2-0-2"));
    assertThat(pathFeatures("3-0-1-2-0-2")).isNotEqualTo(pathFeatures("2-0-1-2-0-3"));
    // No path leads through node 1.
    assertThat(pathFeatures("0-3-2-1-4-3")).isEqualTo(pathFeatures("0-3-0-1-0-3"));
    // The path 3x3 twice, and once.
    assertThat(pathFeatures("3-0-0-3-1-0").cardinality()).isEqualTo(2 + 3);
    assertThat(pathFeatures("0-0-0-3-0-0").cardinality()).isEqualTo(1 + 1);
    assertThat(pathFeatures("0-0-0-0-0-0").cardinality()).isZero();
    assertThat(pathFeatures("4-4-4-4-4-4").length())
        .isLessThanOrEqualTo(space.pathFeatures().orElseThrow().count());
  }

  @Test
  void readsThePublishedString() {
    String text =
        "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|"
            + "+|nor_conv_1x1~0|skip_connect~1|skip_connect~2|";
    assertThat(space.parsePublished(text).id()).isEqualTo("4-2-1-2-1-1");
    assertThat(space.published(space.parse("4-2-1-2-1-1"))).contains(text);
    assertThat(space.parse(" " + text + " ").id()).isEqualTo("4-2-1-2-1-1");
  }

  @Property(tries = 200)
  void publishedStringsComeBack(@ForAll @Size(6) List<@IntRange(max = 4) Integer> options) {
    Architecture architecture =
        Architecture.of(
            NasBench201Space.NAME, options.stream().mapToInt(Integer::intValue).toArray());
    assertThat(space.parse(space.published(architecture).orElseThrow())).isEqualTo(architecture);
  }

  @Test
  void tuplesOfOtherProgramsAreNotTakenForIds() {
    for (String tuple : List.of("(4, 0, 3, 1, 4, 3)", "[4, 0, 3, 1, 4, 3]", "4,0,3,1,4,3")) {
      assertThatThrownBy(() -> space.parse(tuple))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("|none~0|+|none~0|none~1|")
          .hasMessageContaining("another order");
    }
  }

  @Test
  void edgesOutOfOrderAreRefused() {
    assertThatThrownBy(() -> space.parse("|none~0|+|skip_connect~1|none~0|+|none~0|none~1|none~2|"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("it looks like");
  }

  @Test
  void badPublishedStringsAreExplained() {
    assertThatThrownBy(() -> space.parsePublished("|none~0|+|none~0|none~1|"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("it looks like |nor_conv_3x3~0|+|");
    assertThatThrownBy(
            () ->
                space.parsePublished(
                    "|nor_conv_3x~0|+|none~0|none~1|+|none~0|none~1|skip_connect~2|"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("did you mean 'nor_conv_3x3'");
  }

  @Test
  void maskHasFiveBitsPerEdge() {
    assertThat(Mask.of(space, space.parse("4-2-1-2-1-1")))
        .hasToString("000010010001000001000100001000");
  }
}

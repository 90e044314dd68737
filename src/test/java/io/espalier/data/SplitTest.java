package io.espalier.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import io.espalier.random.Seed;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SplitTest {

  private static final List<String> CLASSES = List.of("shirt", "boot", "bag", "coat");

  @Property(tries = 100)
  void halvesAreDisjointCompleteAndInProportion(
      @ForAll @IntRange(min = 60, max = 400) int count,
      @ForAll @DoubleRange(min = 0.05, max = 0.95) double fraction,
      @ForAll long seed) {
    ImageSet images = RandomImages.of(count, 3, 1, 2, seed);
    // A class of one image is refused, as another test says.
    Assume.that(IntStream.range(0, 3).noneMatch(c -> members(ImageSubset.all(images), c) == 1));
    Split split = Split.of(images, CLASSES, fraction, new Seed(seed));

    Set<Integer> training = indices(split.training());
    Set<Integer> validation = indices(split.validation());
    Set<Integer> all = new HashSet<>(training);
    all.addAll(validation);
    assertThat(training.size() + validation.size()).isEqualTo(count);
    assertThat(all).hasSize(count);
    for (int label = 0; label < 3; label++) {
      long members = members(ImageSubset.all(images), label);
      assertThat(Math.abs(members(split.validation(), label) - members * fraction))
          .isLessThanOrEqualTo(1);
    }
    assertThat(Split.of(images, CLASSES, fraction, new Seed(seed))).isEqualTo(split);
    assertThat(Split.of(images, CLASSES, fraction, new Seed(seed + 1))).isNotEqualTo(split);
  }

  @Property(tries = 50)
  void aDrawIsStratifiedAndWithoutRepeats(
      @ForAll @IntRange(min = 1, max = 200) int count, @ForAll long seed) {
    ImageSet images = RandomImages.of(200, 4, 1, 2, seed);
    ImageSubset half = Split.of(images, CLASSES, 0.5, new Seed(seed)).training();
    ImageSubset drawn = half.draw(count, new Seed(seed));

    assertThat(drawn.count()).isEqualTo(Math.min(count, half.count()));
    assertThat(indices(drawn)).hasSize(drawn.count()).isSubsetOf(indices(half));
    for (int label = 0; label < 4; label++) {
      double share = (double) members(half, label) * drawn.count() / half.count();
      assertThat(Math.abs(members(drawn, label) - share)).isLessThan(1);
    }
    assertThat(half.draw(count, new Seed(seed)).fingerprint()).isEqualTo(drawn.fingerprint());
  }

  @Test
  void impossibleSplitsAreRefusedInWords() {
    ImageSet images = RandomImages.of(50, 2, 1, 2, 1);
    assertThatThrownBy(() -> Split.of(images, CLASSES, 1, new Seed(1)))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("between 0 and 1");
    ImageSet lonely =
        new ImageSet(1, 1, 1, ByteBuffer.allocateDirect(3), IntBuffer.wrap(new int[] {0, 0, 1}));
    assertThatThrownBy(() -> Split.of(lonely, CLASSES, 0.5, new Seed(1)))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("class boot has a single image");
  }

  private static Set<Integer> indices(ImageSubset subset) {
    Set<Integer> indices = new HashSet<>();
    IntStream.range(0, subset.count()).forEach(i -> indices.add(subset.index(i)));
    return indices;
  }

  private static long members(ImageSubset subset, int label) {
    return IntStream.range(0, subset.count()).filter(i -> subset.label(i) == label).count();
  }
}

package io.espalier.space.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import io.espalier.plan.zoo.SpaceKind;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.Mask;
import io.espalier.space.SearchSpace;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What every built-in space must hold. */
class SpacesTest {

  /** A valid architecture with its space. */
  record Point(SearchSpace space, Architecture architecture) {}

  @Provide
  Arbitrary<Point> points() {
    return Arbitraries.of(SpaceKinds.ALL.entries())
        .map(SpaceKind::space)
        .flatMap(
            space ->
                Arbitraries.longs()
                    .map(seed -> new Point(space, space.sample(new Seed(seed).generator()))));
  }

  @Property(tries = 300)
  void samplesAreValidAndComeBackFromTheirIdAndMask(@ForAll("points") Point point) {
    SearchSpace space = point.space();
    Architecture architecture = point.architecture();
    assertThat(space.isValid(architecture)).isTrue();
    assertThat(space.parse(architecture.id())).isEqualTo(architecture);
    Mask mask = Mask.of(space, architecture);
    assertThat(mask.length()).isEqualTo(space.bits());
    assertThat(mask.toArchitecture(space)).isEqualTo(architecture);
    assertThat(Mask.parse(mask.toString())).isEqualTo(mask);
    int picked = space.choices().stream().mapToInt(Choice::picks).sum();
    assertThat(mask.toString().chars().filter(bit -> bit == '1').count()).isEqualTo(picked);
  }

  @Property(tries = 300)
  void canonicalFormIsValidAndItsOwn(@ForAll("points") Point point) {
    Architecture canonical = point.space().canonical(point.architecture());
    assertThat(point.space().isValid(canonical)).isTrue();
    assertThat(point.space().canonical(canonical)).isEqualTo(canonical);
  }

  @Property(tries = 100)
  void neighboursAreValidDistinctAndMutual(
      @ForAll("points") Point point, @ForAll @IntRange(min = 0) int any) {
    SearchSpace space = point.space();
    Assume.that(space.bits() > 1);
    List<Architecture> neighbours = space.neighbours(point.architecture());
    assertThat(neighbours).isNotEmpty().doesNotHaveDuplicates();
    assertThat(neighbours).doesNotContain(point.architecture());
    for (Architecture neighbour : neighbours) {
      assertThat(space.isValid(neighbour)).isTrue();
      assertThat(differingOptions(point.architecture(), neighbour)).isEqualTo(1);
    }
    Architecture neighbour = neighbours.get(any % neighbours.size());
    assertThat(space.neighbours(neighbour).stream().map(space::canonical))
        .contains(space.canonical(point.architecture()));
  }

  private static int differingOptions(Architecture a, Architecture b) {
    int differing = 0;
    for (int c = 0; c < a.picks().size(); c++) {
      HashSet<Integer> dropped = new HashSet<>(a.picks().get(c));
      dropped.removeAll(b.picks().get(c));
      differing += dropped.size();
    }
    return differing;
  }

  @Test
  void unknownSpaceNamesTheNearestAndTheKnown() {
    assertThatThrownBy(() -> SpaceKinds.ALL.named("nasbench21").space())
        .isInstanceOf(InputError.class)
        .hasMessageContaining("did you mean 'nasbench201'")
        .hasMessageContaining("macro");
  }
}

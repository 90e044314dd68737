package io.espalier.search.lanas;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.random.Seed;
import io.espalier.search.Archive;
import io.espalier.search.FeasibleSet;
import io.espalier.search.SmallSpace;
import io.espalier.search.SyntheticTruth;
import io.espalier.search.regression.Kernel;
import io.espalier.search.regression.PlainAlgebra;
import io.espalier.search.regression.RegressorsTest;
import io.espalier.search.regression.Sample;
import io.espalier.search.regression.Targets;
import io.espalier.search.surrogate.Acquisition;
import io.espalier.search.surrogate.Proposer;
import io.espalier.search.surrogate.Refit;
import io.espalier.search.surrogate.Surrogate;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeafModelsTest {

  private static final SmallSpace SPACE = SmallSpace.picks160();
  private static final FeasibleSet ALL = new FeasibleSet(SPACE, List.of());
  private static final List<Sample> SAMPLES =
      RegressorsTest.samples(SPACE, SyntheticTruth.additiveAndPairwise(SPACE, new Seed(1)), 200, 2);

  private final LatentTree tree =
      LatentTree.fit(SAMPLES, ALL.layout(), LanasSettings.DEFAULT, new PlainAlgebra());
  private final TreeNode good = tree.root().cut().good();
  private final TreeNode bad = tree.root().cut().bad();

  private final LeafModels models =
      new LeafModels(
          LeafModelsTest::ignorant,
          surrogate ->
              new Proposer(ALL, new Archive(SPACE), surrogate, Acquisition.EXPECTED_IMPROVEMENT));

  private static Surrogate ignorant() {
    return new Surrogate(
        new PlainAlgebra(),
        ALL.layout(),
        Kernel.HAMMING,
        Targets.RANK,
        new Refit(1),
        600,
        0,
        new Seed(3));
  }

  private static double deviation(LeafModels.Model model, int[] slots) {
    return model.surrogate().process().judge(slots).deviation();
  }

  @Test
  void aModelKnowsTheSamplesOfItsLeafAloneUntilTheTreeIsAnother() {
    LeafModels.Model model = models.of(good, List.of());
    assertThat(model.surrogate().samples()).containsExactlyElementsOf(good.samples());
    assertThat(model.surrogate().process().count()).isEqualTo(good.samples().size());
    // Ranked among each other: the best of the bad ones is as good a target as that of the good.
    assertThat(models.of(bad, List.of()).surrogate().bestTarget())
        .isEqualTo(model.surrogate().bestTarget());
    assertThat(models.of(good, List.of())).isSameAs(model);
    models.clear();
    assertThat(models.of(good, List.of())).isNotSameAs(model);
  }

  @Test
  void whatIsBeingEstimatedIsExpectedWhereItLies() {
    int[] slots = ALL.layout().slots(SPACE.sample(new Seed(4).generator()));
    TreeNode own = good.contains(slots) ? good : bad;
    TreeNode other = good.contains(slots) ? bad : good;
    LeafModels.Model inside = models.of(own, List.of());
    LeafModels.Model outside = models.of(other, List.of());
    double before = deviation(inside, slots);
    double elsewhere = deviation(outside, slots);
    models.expect(slots);
    double after = deviation(inside, slots);
    assertThat(after).isLessThan(before);
    assertThat(deviation(outside, slots)).isEqualTo(elsewhere);
    // A model that is made later knows it, too.
    models.clear();
    assertThat(deviation(models.of(own, List.of(slots)), slots)).isEqualTo(after);
    assertThat(deviation(models.of(other, List.of(slots)), slots)).isEqualTo(elsewhere);
  }
}

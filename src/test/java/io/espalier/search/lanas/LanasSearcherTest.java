package io.espalier.search.lanas;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.estimate.Estimate;
import io.espalier.random.Seed;
import io.espalier.search.FeasibleSet;
import io.espalier.search.Limit;
import io.espalier.search.Proposal;
import io.espalier.search.RandomSearcher;
import io.espalier.search.Searcher;
import io.espalier.search.SearcherContract;
import io.espalier.search.SmallSpace;
import io.espalier.search.SyntheticTruth;
import io.espalier.search.regression.CheckedAlgebra;
import io.espalier.search.regression.PlainAlgebra;
import io.espalier.space.Mask;
import io.espalier.space.SearchSpace;
import io.espalier.space.zoo.NasBench201Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LanasSearcherTest {

  @Nested
  class Default implements SearcherContract {
    @Override
    public Searcher searcher(SearchSpace space, List<Limit> limits, Seed seed) {
      return new LanasSearcher(space, limits, LanasSettings.DEFAULT, seed);
    }
  }

  @Nested
  class Paper implements SearcherContract {
    @Override
    public Searcher searcher(SearchSpace space, List<Limit> limits, Seed seed) {
      return new LanasSearcher(space, limits, LanasSettings.PAPER, seed);
    }
  }

  /** Small leaves, each with a regressor of its own. */
  private static LanasSettings ofLeaves() {
    return ofLeaves(1, 0, 0);
  }

  private static LanasSettings ofLeaves(
      double ucbConstant, double greedyShare, double uniformShare) {
    LanasSettings d = LanasSettings.DEFAULT;
    return new LanasSettings(
        d.treeHeight(),
        d.initialSamples(),
        d.initialDesign(),
        ucbConstant,
        d.visits(),
        d.discount(),
        d.refitEvery(),
        d.refitShare(),
        d.refitMost(),
        20,
        d.split(),
        d.splitQuantile(),
        d.backup(),
        d.targets(),
        d.cutTerms(),
        d.ridge(),
        d.kernel(),
        d.pathFeatures(),
        d.acquisition(),
        LanasSettings.LearnsFrom.LEAF,
        0,
        greedyShare,
        uniformShare,
        d.exactSamples(),
        d.gibbsSweeps(),
        d.gibbsCandidates(),
        d.mutationCandidates());
  }

  @Nested
  class OfLeaves implements SearcherContract {
    @Override
    public Searcher searcher(SearchSpace space, List<Limit> limits, Seed seed) {
      return new LanasSearcher(space, limits, ofLeaves(), seed);
    }
  }

  @Nested
  class Exploring implements SearcherContract {
    @Override
    public Searcher searcher(SearchSpace space, List<Limit> limits, Seed seed) {
      return new LanasSearcher(space, limits, ofLeaves(3, 0.5, 0.5), seed);
    }
  }

  private static List<Proposal> run(
      LanasSearcher searcher, SyntheticTruth truth, int asks, int batch) {
    List<Proposal> proposals = new ArrayList<>();
    for (int i = 0; i < asks; i++) {
      for (Proposal proposal : searcher.ask(batch)) {
        proposals.add(proposal);
        double score = truth.score(proposal.architecture());
        searcher.tell(List.of(new Estimate(proposal.architecture(), score, 0, 0, 0)));
      }
    }
    return proposals;
  }

  /** In a space too large to list and in one whose architectures are all judged. */
  @Test
  void nativeAndPlainAlgebraProposeTheSame() {
    for (SearchSpace space : List.of(SmallSpace.picks160(), new NasBench201Space())) {
      SyntheticTruth truth = SyntheticTruth.additiveAndPairwise(space, new Seed(5));
      for (LanasSettings settings :
          List.of(LanasSettings.DEFAULT, LanasSettings.PAPER, ofLeaves())) {
        List<String> notices = new ArrayList<>();
        LanasSearcher natively =
            new LanasSearcher(
                space, List.of(), settings, new Seed(1), CheckedAlgebra.open(notices::add));
        LanasSearcher plainly =
            new LanasSearcher(space, List.of(), settings, new Seed(1), new PlainAlgebra());
        assertThat(run(natively, truth, 35, 3)).isEqualTo(run(plainly, truth, 35, 3));
        assertThat(notices).isEmpty();
      }
    }
  }

  /** Without path features the searcher sees NAS-Bench-201 as a space that has none. */
  @Test
  void traitsAreLearnedFromOnlyIfTheyAreToBe() {
    SearchSpace space = new NasBench201Space();
    SearchSpace bare = SmallSpace.withoutPathFeatures(space);
    SyntheticTruth truth = SyntheticTruth.additiveAndPairwise(space, new Seed(12));
    for (LanasSettings settings : List.of(LanasSettings.DEFAULT, LanasSettings.PAPER)) {
      LanasSearcher searcher = new LanasSearcher(space, List.of(), settings, new Seed(6));
      LanasSearcher knowsNone = new LanasSearcher(bare, List.of(), settings, new Seed(6));
      boolean isEqual = run(searcher, truth, 60, 1).equals(run(knowsNone, truth, 60, 1));
      assertThat(isEqual).isEqualTo(!settings.pathFeatures());
    }
  }

  @Test
  void findsBetterArchitecturesThanRandomSearchAtTheSameBudget() {
    SmallSpace space = SmallSpace.picks160();
    SyntheticTruth truth = SyntheticTruth.additiveAndPairwise(space, new Seed(6));
    Searcher random = new RandomSearcher(space, List.of(), new Seed(2));
    double bestRandom =
        random.ask(120).stream()
            .mapToDouble(p -> truth.score(p.architecture()))
            .max()
            .orElseThrow();
    for (LanasSettings settings : List.of(LanasSettings.DEFAULT, LanasSettings.PAPER)) {
      LanasSearcher searcher = new LanasSearcher(space, List.of(), settings, new Seed(2));
      double best =
          run(searcher, truth, 120, 1).stream()
              .mapToDouble(p -> truth.score(p.architecture()))
              .max()
              .orElseThrow();
      assertThat(best).isGreaterThan(bestRandom + 3);
    }
  }

  @Test
  void keepsTightLimitsWhetherTheyAreHalfSpacesOrNot() {
    SmallSpace space = SmallSpace.picks160();
    SyntheticTruth truth = SyntheticTruth.additiveAndPairwise(space, new Seed(7));
    SyntheticTruth cost = SyntheticTruth.additiveAndPairwise(space, new Seed(8));
    Limit bent = new Limit("cost", "units", Double.NEGATIVE_INFINITY, 70, cost::score);
    Limit straight =
        new Limit(
            "size",
            "options",
            Double.NEGATIVE_INFINITY,
            60,
            a -> a.picks().stream().flatMap(List::stream).mapToInt(option -> option).sum());
    LanasSearcher searcher =
        new LanasSearcher(space, List.of(bent, straight), LanasSettings.DEFAULT, new Seed(3));
    assertThat(new FeasibleSet(space, List.of(bent, straight)).halfSpaces()).hasSize(1);
    List<Proposal> proposals = run(searcher, truth, 80, 1);
    assertThat(proposals)
        .hasSize(80)
        .allMatch(p -> bent.allows(p.architecture()) && straight.allows(p.architecture()));
  }

  @Test
  void everyProposalSaysHowItWasFoundAndTheTreeCountsIt() {
    SmallSpace space = SmallSpace.picks160();
    SyntheticTruth truth = SyntheticTruth.additiveAndPairwise(space, new Seed(9));
    LanasSearcher searcher =
        new LanasSearcher(space, List.of(), LanasSettings.DEFAULT, new Seed(4));
    assertThat(searcher.tree()).isEmpty();
    List<Proposal> proposals = run(searcher, truth, 100, 1);
    assertThat(proposals.subList(0, 10)).allMatch(p -> p.why().startsWith("random start"));
    assertThat(proposals.subList(10, 100))
        .allMatch(
            p ->
                p.why()
                    .matches(
                        "(root|(good|bad)(\\.(good|bad))*),"
                            + " EI \\d\\.\\d{3}, .* expected, (3 Gibbs sweeps|\\d edits? of .*)"));
    TreeSnapshot tree = searcher.tree().orElseThrow();
    assertThat(tree.visits()).isEqualTo(90);
    assertThat(tree.samples()).isEqualTo(100);
    assertThat(tree.children()).hasSize(2);
    // The effects that it tells decide who belongs to the good child.
    List<Double> effects = List.copyOf(tree.cut().effects().values());
    assertThat(effects).hasSize(space.bits());
    long good =
        proposals.stream()
            .map(p -> Mask.of(space, p.architecture()).toString())
            .mapToDouble(
                mask ->
                    IntStream.range(0, mask.length())
                        .filter(bit -> mask.charAt(bit) == '1')
                        .mapToDouble(effects::get)
                        .sum())
            .filter(sum -> sum > tree.cut().threshold())
            .count();
    assertThat(good).isEqualTo(tree.children().get(0).samples()).isBetween(1L, 99L);
    assertThat(tree.all().map(TreeSnapshot::cut).filter(Objects::isNull).count())
        .isEqualTo(tree.all().filter(node -> node.children().isEmpty()).count());
  }

  @Test
  void sharesSayHowManyProposalsFollowValuesAndHowManyAreDrawnUniformly() {
    SmallSpace space = SmallSpace.picks160();
    SyntheticTruth truth = SyntheticTruth.additiveAndPairwise(space, new Seed(10));
    LanasSearcher searcher =
        new LanasSearcher(space, List.of(), ofLeaves(3, 0.4, 0.5), new Seed(5));
    List<Proposal> proposals = run(searcher, truth, 210, 1);
    long uniform = proposals.stream().filter(p -> p.why().endsWith("in its region")).count();
    // Of the 200 behind the start, 60 % explore, and half of these are drawn.
    assertThat(uniform).isBetween(45L, 75L);
    double departures = searcher.statistics().get("departures");
    assertThat(departures).isBetween(0.2, 0.6);

    LanasSearcher greedy = new LanasSearcher(space, List.of(), ofLeaves(3, 1, 0.5), new Seed(5));
    List<Proposal> followed = run(greedy, truth, 100, 1);
    assertThat(followed).noneMatch(p -> p.why().endsWith("in its region"));
    assertThat(greedy.statistics()).containsEntry("departures", 0.0);
  }

  @Test
  void aUniformDrawOfTheWholeSpaceDoesNotBeginAtASample() {
    SmallSpace space = SmallSpace.picks160();
    SyntheticTruth truth = SyntheticTruth.additiveAndPairwise(space, new Seed(11));
    LanasSearcher searcher = new LanasSearcher(space, List.of(), ofLeaves(3, 0, 1), new Seed(6));
    List<Proposal> proposals = run(searcher, truth, 20, 1);
    // Undivided until there are 20 samples, the root is the whole space.
    assertThat(proposals.subList(10, 20))
        .allMatch(p -> p.why().equals("root, uniform in its region"));
  }
}

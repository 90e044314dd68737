package io.espalier.supernet.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import io.espalier.cost.CostModel;
import io.espalier.data.Batch;
import io.espalier.data.BatchReader;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Measure;
import io.espalier.estimate.Outcome;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Node;
import io.espalier.plan.Plan;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.supernet.MobileBlueprint;
import io.espalier.supernet.Mode;
import io.espalier.supernet.PlanRunner;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.TinyImages;
import io.espalier.supernet.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Children that are evaluated together score as they do one by one, in every space and with elastic
 * kernels.
 */
class MergedEvaluationTest {

  private static final int CHILDREN = 12;

  private final BatchReader training = TinyImages.reader(40, 3, 20, new Seed(5));
  private final BatchReader validation = TinyImages.reader(50, 3, 20, new Seed(6));

  @BeforeEach
  void oneThread() {
    // Threads that wait for each other make so small operations take forever on a busy machine.
    PyTorch.useThreads(1);
  }

  static Stream<Arguments> spacesAndStatistics() {
    Stream<String> spaces =
        SpaceKinds.imageSpaces().stream()
            .filter(name -> SpaceKinds.ALL.named(name).space().bits() > 1);
    return Stream.concat(spaces, Stream.of("mobile"))
        .flatMap(space -> Stream.of(Statistics.values()).map(s -> Arguments.of(space, s)));
  }

  private static Blueprint blueprint(String space, Statistics statistics) {
    Scale scale = new Scale(space.equals("nasbench101") ? 8 : 4, 1, new Shape(1, 8, 8), 3);
    boolean affine = statistics != Statistics.RECALIBRATED;
    return space.equals("mobile")
        ? new MobileBlueprint(scale, affine)
        : SpaceKinds.ALL.named(space).blueprint(scale, affine);
  }

  private static List<Architecture> children(Blueprint blueprint) {
    RandomGenerator random = new Seed(3).generator();
    List<Architecture> children = new ArrayList<>();
    for (int n = 0; n < CHILDREN; n++) {
      children.add(blueprint.space().sample(random));
    }
    // Twice the same, and neighbours, which share much.
    children.add(children.get(0));
    children.addAll(blueprint.space().neighbours(children.get(1)).subList(0, 3));
    return children;
  }

  /**
   * Whether the networks' last maps of these small pictures have one pixel: some statistics are
   * then of few values that hardly differ, and norms blow roundings up.
   */
  private static boolean endsInPixels(String space) {
    return !space.equals("mobile") && SpaceKinds.ALL.named(space).published().input().height() > 32;
  }

  /** A supernet whose shared statistics are not those of untrained networks. */
  private Supernet supernet(Blueprint blueprint, List<Architecture> children) {
    Supernet supernet = Supernet.initialise(blueprint, Device.cpu(), new Seed(1));
    for (Architecture child : children) {
      new Evaluator()
          .logits(
              supernet.runner(child), supernet.weights(), Mode.TRAINING, training.sequential(0));
    }
    return supernet;
  }

  private static List<Double> scores(SupernetEstimator estimator, List<Architecture> children) {
    List<Outcome> outcomes = estimator.estimate(children);
    return outcomes.stream().map(outcome -> ((Estimate) outcome).score()).toList();
  }

  @ParameterizedTest
  @MethodSource("spacesAndStatistics")
  void togetherAsOneByOne(String space, Statistics statistics) {
    Blueprint blueprint = blueprint(space, statistics);
    List<Architecture> children = children(blueprint);
    try (Supernet supernet = supernet(blueprint, children)) {
      EstimateSettings settings = new EstimateSettings(statistics, Measure.LOSS, 1000, 0, false);
      SupernetEstimator estimator =
          new SupernetEstimator(supernet, training, validation, settings, 2);
      List<Double> together = scores(estimator, children);
      List<Double> single =
          children.stream().map(child -> scores(estimator, List.of(child)).get(0)).toList();
      assertThat(together).isEqualTo(single);
      EstimateSettings little = new EstimateSettings(statistics, Measure.LOSS, 1, 0, false);
      assertThat(scores(new SupernetEstimator(supernet, training, validation, little, 1), children))
          .isEqualTo(single);
    }
  }

  @ParameterizedTest
  @MethodSource("spacesAndStatistics")
  void asThePlainRunnerSays(String space, Statistics statistics) {
    Blueprint blueprint = blueprint(space, statistics);
    List<Architecture> children = children(blueprint);
    List<Plan> plans = children.stream().map(blueprint::plan).toList();
    List<Batch> recalibration = Evaluator.batches(training);
    List<Batch> images = Evaluator.batches(validation);
    Evaluator evaluator = new Evaluator();
    try (Supernet supernet = supernet(blueprint, children);
        ChildGroup group = new ChildGroup(plans, supernet.weights(), statistics)) {
      group.recalibrate(recalibration);
      List<Answers> answers = plans.stream().map(plan -> new Answers()).toList();
      group.answer(IntStream.range(0, plans.size()).boxed().toList(), images, answers::get);
      for (int c = 0; c < children.size(); c++) {
        PlanRunner runner = new PlanRunner(plans.get(c));
        boolean own = statistics == Statistics.RECALIBRATED;
        try (Weights weights = supernet.weights().under(runner.plan(), path -> path, own)) {
          if (own) {
            evaluator.recalibrate(runner, weights, recalibration);
          }
          Mode mode = statistics == Statistics.BATCH ? Mode.BATCH_STATISTICS : Mode.EVALUATION;
          Score expected = evaluator.score(runner, weights, mode, images);
          Score score = answers.get(c).score();
          assertThat(score.correct()).isEqualTo(expected.correct());
          double tolerance = endsInPixels(space) ? 1e-3 : 2e-6;
          assertThat(score.loss()).isCloseTo(expected.loss(), within(tolerance * expected.loss()));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("spacesAndStatistics")
  void theSameTwiceCostsOnceAndNeighboursShare(String space, Statistics statistics) {
    Blueprint blueprint = blueprint(space, statistics);
    boolean own = statistics != Statistics.SHARED;
    List<Plan> plans = children(blueprint).stream().map(a -> blueprint.plan(a).live()).toList();
    Plan one = plans.get(0);
    assertThat(CostModel.macs(SharedPlan.of(List.of(one, one), own).plan(List.of(0, 1))))
        .isEqualTo(CostModel.macs(one));
    List<Integer> all = IntStream.range(0, plans.size()).boxed().toList();
    long apart = plans.stream().mapToLong(CostModel::macs).sum();
    assertThat(CostModel.macs(SharedPlan.of(plans, own).plan(all)))
        .isLessThan(apart - CostModel.macs(one))
        .isGreaterThan(plans.stream().mapToLong(CostModel::macs).max().orElseThrow());
  }

  @Test
  void aLayerwiseSpaceSharesExactlyItsPrefixes() {
    Blueprint blueprint = blueprint("macro", Statistics.SHARED);
    Architecture a = Architecture.of("macro", 1, 2, 0, 1, 2, 1, 0, 2);
    Plan first = blueprint.plan(a).live();
    Plan second = blueprint.plan(a.with(4, List.of(1))).live();
    Plan shared = SharedPlan.of(List.of(first, second), false).plan(List.of(0, 1));
    List<String> behind =
        second.nodes().stream()
            .map(Node::path)
            .dropWhile(path -> !path.startsWith("stage1.layer4"))
            .toList();
    assertThat(shared.nodes()).hasSize(first.nodes().size() + behind.size() + 1);
    assertThat(
            SharedPlan.order(
                List.of(
                    first,
                    blueprint.plan(Architecture.of("macro", 0, 0, 0, 0, 0, 0, 0, 0)),
                    second),
                false))
        .containsExactly(0, 2, 1);
  }
}

package io.espalier.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.estimate.Estimate;
import io.espalier.estimate.Estimator;
import io.espalier.estimate.EstimatorContract;
import io.espalier.estimate.Failure;
import io.espalier.plan.Blueprint;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.space.Architecture;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostEstimatorTest implements EstimatorContract {

  private final Blueprint blueprint = SpaceKinds.ALL.named("nasbench201").blueprint();

  @Override
  public Estimator estimator() {
    return new CostEstimator(blueprint, CostKinds.PARAMS);
  }

  @Override
  public List<Architecture> architectures() {
    return List.of(
        Architecture.of("nasbench201", 3, 3, 3, 3, 3, 3),
        Architecture.of("nasbench201", 0, 3, 0, 0, 0, 1),
        Architecture.of("nasbench201", 2, 0, 2, 1, 0, 2));
  }

  @Test
  void scoresAreTheCostsOfWhatIsLive() {
    Architecture densest = architectures().get(0);
    Costs costs = Costs.of(blueprint.plan(densest).live());
    assertThat(score(new CostEstimator(blueprint, CostKinds.PARAMS), densest))
        .isEqualTo(costs.get(CostKinds.PARAMS));
    assertThat(score(new CostEstimator(blueprint, CostKinds.MACS), densest))
        .isEqualTo(costs.get(CostKinds.MACS));
    // Nothing reaches the last node of the cell, so the convolution counts nothing.
    assertThat(score(estimator(), Architecture.of("nasbench201", 3, 0, 0, 0, 0, 0)))
        .isEqualTo(score(estimator(), Architecture.of("nasbench201", 0, 0, 0, 0, 0, 0)));
  }

  @Test
  void whatIsNoNetworkOfTheSpaceIsAFailure() {
    assertThat(estimator().estimate(List.of(Architecture.of("nasbench201", 9))).get(0))
        .isInstanceOf(Failure.class);
  }

  private static double score(Estimator estimator, Architecture architecture) {
    return ((Estimate) estimator.estimate(List.of(architecture)).get(0)).score();
  }
}

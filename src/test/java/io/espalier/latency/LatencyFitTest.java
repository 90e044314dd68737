package io.espalier.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.espalier.plan.Blueprint;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.random.Seed;
import io.espalier.search.regression.CheckedAlgebra;
import io.espalier.search.regression.LinearAlgebra;
import io.espalier.space.Architecture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fits to devices whose prices are known. */
class LatencyFitTest {

  private static final Blueprint BLUEPRINT =
      SpaceKinds.ALL.named("nasbench201").blueprint(new Scale(8, 1, new Shape(3, 16, 16), 10));

  private static final LinearAlgebra ALGEBRA = CheckedAlgebra.open(problem -> {});

  private static List<Counts> networks(int count, long seed) {
    RandomGenerator random = new Seed(seed).generator();
    List<Architecture> drawn = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      drawn.add(BLUEPRINT.space().sample(random));
    }
    return Counts.of(BLUEPRINT, drawn);
  }

  /** A device on which the things of one part alone take time, each as long as it likes. */
  private static LatencyModel device(CountPart part) {
    Map<String, Double> prices = new LinkedHashMap<>();
    RandomGenerator random = new Seed(0).derive(part.name()).generator();
    for (Counts counts : networks(300, 5)) {
      for (String name : counts.byPart().get(part).keySet()) {
        prices.computeIfAbsent(name, n -> 0.05 + random.nextDouble());
      }
    }
    return new LatencyModel(2, 1e-9, Map.of(part, prices));
  }

  private static double[] latencies(LatencyModel device, List<Counts> networks) {
    return networks.stream().mapToDouble(device::predict).toArray();
  }

  @ParameterizedTest
  @EnumSource(names = {"LIVE", "MERGED", "BUILT", "PICKS"})
  void whatIsASumIsPredictedExactly(CountPart part) {
    LatencyModel device = device(part);
    List<Counts> known = networks(150, 1);
    LatencyModel fitted = LatencyFit.of(ALGEBRA, known, latencies(device, known));
    List<Counts> others = networks(200, 2);
    Agreement agreement = Agreement.of(latencies(fitted, others), latencies(device, others));
    assertThat(agreement.kendallTau()).isGreaterThan(0.99);
    assertThat(agreement.mapePercent()).isLessThan(0.5);
  }

  /** Equal networks of a device that merges and drops nothing differ by their dead ends. */
  @Test
  void deadEndsCountWhereTheDeviceRunsThem() {
    LatencyModel device = device(CountPart.BUILT);
    List<Counts> known = networks(150, 1);
    LatencyModel fitted = LatencyFit.of(ALGEBRA, known, latencies(device, known));
    Architecture plain = Architecture.of("nasbench201", 0, 0, 0, 1, 0, 0);
    Architecture withDeadEnd = Architecture.of("nasbench201", 3, 0, 0, 1, 0, 0);
    double difference =
        fitted.predict(Counts.of(BLUEPRINT, withDeadEnd))
            - fitted.predict(Counts.of(BLUEPRINT, plain));
    double truth =
        device.predict(Counts.of(BLUEPRINT, withDeadEnd))
            - device.predict(Counts.of(BLUEPRINT, plain));
    assertThat(difference).isCloseTo(truth, withPercentage(3));
    Counts live = Counts.of(BLUEPRINT, withDeadEnd);
    assertThat(live.byPart().get(CountPart.LIVE))
        .isEqualTo(Counts.of(BLUEPRINT, plain).byPart().get(CountPart.LIVE));
  }

  @Test
  void equalOperationsOfOneValueAreCountedOnce() {
    Counts twice = Counts.of(BLUEPRINT, Architecture.of("nasbench201", 4, 4, 1, 0, 0, 1));
    // Node 1 and the edge into node 2 pool the cell's input alike.
    assertThat(twice.get(CountPart.MERGED, "average_pool 3x3 8 at 16x16")).isEqualTo(1);
    assertThat(twice.get(CountPart.LIVE, "average_pool 3x3 8 at 16x16")).isEqualTo(2);
    assertThat(twice.get(CountPart.BUILT, "average_pool 3x3 8 at 16x16")).isEqualTo(2);
  }

  @Test
  void oneLatencyForAllIsAConstant() {
    List<Counts> known = networks(20, 1);
    double[] same = known.stream().mapToDouble(k -> 3.5).toArray();
    assertThat(LatencyFit.of(ALGEBRA, known, same).predict(known.get(0))).isEqualTo(3.5);
  }

  @Test
  void aDesignTellsMoreThanADrawOfTheSameSize() {
    List<Architecture> chosen = KitDesign.choose(BLUEPRINT, 30, Set.of(), new Seed(4));
    List<Architecture> drawn = KitDesign.draw(BLUEPRINT, 30, Set.of(), new Seed(4));
    assertThat(chosen).hasSize(30).doesNotHaveDuplicates();
    assertThat(information(chosen)).isGreaterThan(information(drawn));
  }

  /** The logarithm of the determinant of I + XX' / noise, X being the picks of the networks. */
  private static double information(List<Architecture> networks) {
    List<Counts> counts = new ArrayList<>(networks(400, 9));
    counts.addAll(0, Counts.of(BLUEPRINT, networks));
    CountMatrix matrix = CountMatrix.of(CountPart.PICKS, counts);
    int n = networks.size();
    double[] rows = Arrays.copyOf(matrix.rows(), n * matrix.width());
    double[] kernel = ALGEBRA.products(rows, n, rows, n, matrix.width());
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = kernel[i] / 0.01 + (i % (n + 1) == 0 ? 1 : 0);
    }
    return ALGEBRA.solve(kernel, n, new double[n], 1).logDeterminant();
  }
}

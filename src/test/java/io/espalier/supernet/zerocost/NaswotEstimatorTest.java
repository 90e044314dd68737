package io.espalier.supernet.zerocost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import io.espalier.data.Batch;
import io.espalier.data.BatchReader;
import io.espalier.estimate.Estimate;
import io.espalier.plan.Blueprint;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.supernet.BatchInput;
import io.espalier.supernet.Mode;
import io.espalier.supernet.PlanRunner;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.TinyBlueprint;
import io.espalier.supernet.TinyImages;
import io.espalier.supernet.Weights;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.junit.jupiter.api.Test;

class NaswotEstimatorTest implements UntrainedContract {

  private static final int IMAGES = 12;

  @Override
  public UntrainedEstimator of(Blueprint blueprint) {
    return new NaswotEstimator(blueprint, batch(), Device.cpu(), new Seed(4));
  }

  private static Batch batch() {
    BatchReader reader = TinyImages.reader(IMAGES, 3, IMAGES, new Seed(2));
    return reader.sequential(0);
  }

  @Test
  void theScoreIsTheLogDeterminantOfHowManyBitsAgree() {
    Blueprint blueprint = TinyBlueprint.of(4, 3);
    Architecture architecture = Architecture.of("tiny", 1, 1);
    List<float[]> activations = new ArrayList<>();
    PyTorch.recordGradients(false);
    try (Weights weights = Weights.initialise(blueprint, Device.cpu(), new Seed(4))) {
      new PlanRunner(blueprint.plan(architecture))
          .run(
              weights,
              new BatchInput().images(weights.manager(), batch()),
              Mode.BATCH_STATISTICS,
              (node, output) -> {
                if (node.path().endsWith("relu")) {
                  activations.add(output.toFloatArray());
                }
              });
    } finally {
      PyTorch.recordGradients(true);
    }
    assertThat(activations).hasSize(3);
    double[][] kernel = new double[IMAGES][IMAGES];
    for (float[] layer : activations) {
      int length = layer.length / IMAGES;
      for (int i = 0; i < IMAGES; i++) {
        for (int j = 0; j < IMAGES; j++) {
          for (int v = 0; v < length; v++) {
            kernel[i][j] += layer[i * length + v] > 0 == layer[j * length + v] > 0 ? 1 : 0;
          }
        }
      }
    }
    double determinant = new LUDecomposition(MatrixUtils.createRealMatrix(kernel)).getDeterminant();
    Estimate estimate = (Estimate) of(blueprint).estimate(List.of(architecture)).get(0);
    assertThat(estimate.score()).isCloseTo(Math.log(determinant), within(1e-6));
    assertThat(estimate.images()).isEqualTo(IMAGES);
  }

  @Test
  void equalCodesGiveALowScoreAndNoError() {
    assertThat(NaswotEstimator.logDeterminant(new double[] {8, 8, 8, 8}, 2))
        .isFinite()
        .isLessThan(NaswotEstimator.logDeterminant(new double[] {8, 7, 7, 8}, 2));
    assertThat(NaswotEstimator.logDeterminant(new double[] {4, 2, 2, 5}, 2))
        .isCloseTo(Math.log(16), within(1e-12));
  }
}

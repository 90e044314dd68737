package io.espalier.supernet.evaluate;

import ai.djl.Device;
import io.espalier.estimate.Estimator;
import io.espalier.estimate.EstimatorContract;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.TinyBlueprint;
import io.espalier.supernet.TinyImages;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;

class SupernetEstimatorContractTest implements EstimatorContract {

  private final Supernet supernet =
      Supernet.initialise(TinyBlueprint.of(4, 3), Device.cpu(), new Seed(1));

  @Override
  public Estimator estimator() {
    return new SupernetEstimator(
        supernet,
        TinyImages.reader(60, 3, 32, new Seed(5)),
        TinyImages.reader(50, 3, 32, new Seed(6)),
        EstimateSettings.DEFAULT,
        2);
  }

  @Override
  public List<Architecture> architectures() {
    return IntStream.range(0, 9).mapToObj(i -> Architecture.of("tiny", i / 3, i % 3)).toList();
  }

  @AfterEach
  void close() {
    supernet.close();
  }
}

package io.espalier.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.Batch;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProofTest {

  /** Logits from -1 to 9 on three images, of which the first two are classified rightly. */
  private static final float[][] REFERENCE = {{9, 0, 0}, {0, 5, -1}, {3, 3.00001f, 0}};

  private static final Batch IMAGES =
      new Batch(
          3,
          1,
          1,
          1,
          FloatBuffer.allocate(3),
          LongBuffer.wrap(new long[] {0, 1, 2}).asReadOnlyBuffer());

  private static Network network(float[][] logits) {
    return new Network() {
      @Override
      public List<float[]> logits(Batch batch) {
        return List.of(logits);
      }

      @Override
      public void close() {}
    };
  }

  private static Proof compare(float[][] found) {
    return Proof.compare(
        "onnx",
        "here",
        network(found),
        network(REFERENCE),
        List.of(IMAGES),
        1e-4,
        () -> 0,
        () -> {});
  }

  @Test
  void theSameLogitsAreTheSame() {
    Proof proof = compare(REFERENCE.clone());
    double nats = proof.crossEntropy();
    // The surer the right answer, the less: log(1 + sum of e^(others - right)), of three images.
    double sum =
        Math.log(1 + 2 * Math.exp(-9))
            + Math.log(1 + Math.exp(-5) + Math.exp(-6))
            + Math.log(1 + Math.exp(3) + Math.exp(3.00001));
    assertThat(nats).isCloseTo(sum / 3, within(1e-6));
    double right = 200.0 / 3;
    assertThat(proof)
        .isEqualTo(
            new Proof(
                "onnx", "here", 3, 0, 10, 1e-4 * 10, 0, 3, 0, right, right, nats, nats, "same"));
    assertThat(proof.holds()).isTrue();
  }

  @Test
  void roundingIsAllowedAndSoIsATieThatItTurns() {
    Proof proof = compare(new float[][] {{9.0005f, 0, 0}, {0, 5, -1}, {3.00002f, 3, 0}});
    assertThat(proof.holds()).isTrue();
    assertThat(proof.samePredictions()).isEqualTo(2);
    assertThat(proof.ties()).isEqualTo(1);
    assertThat(proof.largestDifference()).isBetween(4.9e-4, 5.1e-4);
  }

  @Test
  void aLargerDifferenceOrNoNumberIsRefused() {
    assertThat(compare(new float[][] {{9.0011f, 0, 0}, {0, 5, -1}, {3, 3.00001f, 0}}).holds())
        .isFalse();
    assertThat(compare(new float[][] {{9, Float.NaN, 0}, {0, 5, -1}, {3, 3.00001f, 0}}).holds())
        .isFalse();
  }

  @Test
  void anotherPredictionIsRefusedThoughItsLogitsAreClose() {
    float[][] near = {{1, 0, 0}, {0.0f, 100, 0}, {2.0005f, 2, 0}};
    float[][] turned = {{1, 0, 0}, {0.0f, 100, 0}, {2, 2.0015f, 0}};
    Proof proof =
        Proof.compare(
            "onnx",
            "here",
            network(turned),
            network(near),
            List.of(IMAGES),
            1e-4,
            () -> 0,
            () -> {});
    assertThat(proof.largestDifference()).isLessThan(proof.tolerance());
    assertThat(proof.ties()).isEqualTo(1);
    float[][] apart = {{1, 0, 0}, {0.0f, 100, 0}, {2.005f, 2, 0}};
    float[][] swapped = {{1, 0, 0}, {0.0f, 100, 0}, {2, 2.005f, 0}};
    Proof refused =
        Proof.compare(
            "onnx",
            "here",
            network(swapped),
            network(apart),
            List.of(IMAGES),
            1e-4,
            () -> 0,
            () -> {});
    assertThat(refused.largestDifference()).isLessThan(refused.tolerance());
    assertThat(refused.holds()).isFalse();
  }

  private static Proof compare(float[][] found, double rounding) {
    return Proof.compare(
        "onnx",
        "here",
        network(found),
        network(REFERENCE),
        List.of(IMAGES),
        1e-4,
        () -> rounding,
        () -> {});
  }

  @Test
  void tenTimesTheReferencesOwnRoundingIsAllowed() {
    float[][] found = {{9.003f, 0, 0}, {0, 5, -1}, {3.0015f, 3, 0}};
    assertThat(compare(found, 0).holds()).isFalse();
    assertThat(compare(found, 2.9e-4).holds()).isFalse();
    Proof proof = compare(found, 3.1e-4);
    assertThat(proof.holds()).isTrue();
    assertThat(proof.rounding()).isEqualTo(3.1e-4);
    assertThat(proof.tolerance()).isEqualTo(10 * 3.1e-4);
    // Where the tolerance suffices, nobody asks for the rounding.
    assertThat(compare(REFERENCE, 8e-4).rounding()).isZero();
  }

  @Test
  void aReferenceThatIsMostlyRoundingProvesNothing() {
    float[][] found = {{9.003f, 0, 0}, {0, 5, -1}, {3, 3.00001f, 0}};
    assertThat(compare(found, 0.0101).holds()).isFalse();
    assertThat(compare(found, Double.NaN).holds()).isFalse();
  }

  @Test
  void roundingIsTheDifferenceFromTheSameNetworkIn64Bit() {
    try (Child child = Children.random(1)) {
      List<Batch> images = Children.images(child.plan().input(), 30);
      float[] logits = child.network().logits(images.get(0)).get(0);
      double rounding = Rounding.of(child, images);
      assertThat(rounding).isPositive().isLessThan(1e-5 * Math.abs(logits[0]) + 1e-5);
      // Powers of two round nothing.
      child
          .weights()
          .learned()
          .forEach(
              (name, array) -> {
                if (name.startsWith("classifier")) {
                  array.muli(1024);
                }
              });
      assertThat(Rounding.of(child, images)).isEqualTo(1024 * rounding);
    }
  }
}

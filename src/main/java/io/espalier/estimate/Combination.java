package io.espalier.estimate;

import io.espalier.error.InputError;
import io.espalier.stat.NormalScale;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Combines the scores of several estimators into one: each is converted to its {@linkplain
 * NormalScale normal score} among a reference sample of architectures, and these are averaged with
 * weights.
 *
 * <p>Immutable, so a combined score depends on its own architecture alone, never on other requests.
 *
 * @param parts the estimators that take part
 */
public record Combination(List<Part> parts) {

  /**
   * An estimator that takes part.
   *
   * @param name its name
   * @param weight its share, more than 0
   * @param scale converts its scores to normal scores
   */
  public record Part(String name, double weight, NormalScale scale) {}

  public Combination {
    parts = List.copyOf(parts);
    if (parts.isEmpty() || parts.stream().anyMatch(part -> !(part.weight() > 0))) {
      throw new IllegalArgumentException("a combination needs weights above 0, not " + parts);
    }
  }

  /**
   * The combination with these weights; estimators without weight take no part.
   *
   * @param reference the outcomes of each estimator for the reference sample; failures are left out
   * @throws InputError if an estimator could score none of it
   */
  public static Combination of(Map<String, Double> weights, Map<String, List<Outcome>> reference) {
    List<Part> parts = new ArrayList<>();
    weights.forEach(
        (name, weight) -> {
          if (weight > 0) {
            double[] scores =
                reference.get(name).stream()
                    .filter(Estimate.class::isInstance)
                    .mapToDouble(outcome -> ((Estimate) outcome).score())
                    .toArray();
            if (scores.length == 0) {
              throw new InputError(
                  "%s has no score for any architecture of the reference sample: %s"
                      .formatted(name, reference.get(name).stream().findFirst().orElseThrow()));
            }
            parts.add(new Part(name, weight, new NormalScale(scores)));
          }
        });
    return new Combination(parts);
  }

  /**
   * The combined score: 0 is the middle of the space, 1 one standard deviation above it.
   *
   * @param scores the score of an estimator, by its name
   */
  public double score(ToDoubleFunction<String> scores) {
    double sum = 0;
    double weights = 0;
    for (Part part : parts) {
      sum += part.weight() * part.scale().of(scores.applyAsDouble(part.name()));
      weights += part.weight();
    }
    return sum / weights;
  }

  /**
   * The standard error of the combined score of estimates that are independent of each other.
   *
   * @param estimates the estimate of each estimator, by its name
   */
  double standardError(Map<String, Estimate> estimates) {
    double squares = 0;
    double weights = 0;
    for (Part part : parts) {
      Estimate estimate = estimates.get(part.name());
      double above = part.scale().of(estimate.score() + estimate.standardError());
      double below = part.scale().of(estimate.score() - estimate.standardError());
      squares += Math.pow(part.weight() * (above - below) / 2, 2);
      weights += part.weight();
    }
    return Math.sqrt(squares) / weights;
  }
}

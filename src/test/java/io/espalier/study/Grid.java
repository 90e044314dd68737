package io.espalier.study;

import io.espalier.cost.Costs;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Estimator;
import io.espalier.estimate.Failure;
import io.espalier.estimate.Measure;
import io.espalier.estimate.Outcome;
import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.SearchSpace;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A space of 5 choices of 4 options and a rugged score on it that is exact and the same always. */
public record Grid() implements SearchSpace {

  /** The header of a study over it. */
  static final JournalHeader HEADER =
      new JournalHeader("grid", "climbing", -7, "c0ffee", "da7a", "", Measure.ACCURACY);

  private static final List<Choice> CHOICES =
      IntStream.range(0, 5)
          .mapToObj(c -> Choice.one("c" + c, List.of("a", "b", "c", "d")))
          .toList();

  @Override
  public String name() {
    return "grid";
  }

  @Override
  public List<Choice> choices() {
    return CHOICES;
  }

  @Override
  public BigInteger size() {
    return BigInteger.valueOf(1024);
  }

  @Override
  public boolean isValid(Architecture architecture) {
    return true;
  }

  /** Scores with measured seconds, as real estimators do; one architecture in 16 fails. */
  static Estimator estimator() {
    return batch ->
        batch.stream()
            .<Outcome>map(
                a -> {
                  long start = System.nanoTime();
                  if (a.pick(0) == 3 && a.pick(4) == 3) {
                    return new Failure(a, "its loss, \"so to say\", is NaN");
                  }
                  double score = 50 + 10 * Math.sin(a.id().hashCode()) + 5.0 / 3 * a.pick(1);
                  double seconds = (System.nanoTime() - start) / 1e9;
                  return new Estimate(a, score, 0.5, 1000, seconds);
                })
            .toList();
  }

  static Costs costs(Architecture architecture) {
    int sum = architecture.picks().stream().mapToInt(pick -> pick.get(0)).sum();
    return costs(10 + sum, 0.25 * sum);
  }

  static Costs costs(double macs, double params) {
    return new Costs(new TreeMap<>(Map.of("macs_millions", macs, "params_millions", params)));
  }
}

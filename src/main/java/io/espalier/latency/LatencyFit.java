package io.espalier.latency;

import io.espalier.search.regression.LinearAlgebra;
import io.espalier.stat.Quantile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fits a {@link LatencyModel} to measured networks: ridge regression on the counts of all parts,
 * where each part has a ridge of its own. How strong these are, and whether the spread of the
 * measurements is the same for all networks or grows with their latency, is chosen so that the
 * measurements are most likely (type-II maximum likelihood; Rasmussen and Williams, 2006, section
 * 5.4; MacKay, 1992). The regression is solved in its dual form, one unknown a network.
 */
final class LatencyFit {

  /** What strengths of a part are tried: prior variances relative to each other. */
  private static final double[] STRENGTHS = {0, 0.03, 0.1, 0.3, 1, 3};

  /** What noise is tried: its variance relative to the prior's, in powers of ten. */
  private static final double QUIETEST = -9;

  private static final double LOUDEST = 1;
  private static final double NOISE_STEP = 1;

  /** Prior variance of the constant: it is as good as free. */
  private static final double BASE_VARIANCE = 100;

  private static final int PASSES = 3;

  /** Latencies below this share of the median are as noisy as this. */
  private static final double LEAST_SHARE = 0.1;

  /** What predictions are rounded to, as a share of the median latency, before a power of ten. */
  private static final double RESOLUTION = 1e-4;

  private final LinearAlgebra algebra;
  private final List<CountMatrix> parts = new ArrayList<>();
  private final List<double[]> kernels = new ArrayList<>();
  private final double[] targets;
  private final double mean;
  private final double resolution;
  private final double[] proportional;
  private final int count;

  private LatencyFit(LinearAlgebra algebra, List<Counts> networks, double[] ms) {
    this.algebra = algebra;
    this.count = ms.length;
    this.mean = Arrays.stream(ms).average().orElseThrow();
    double scale =
        Math.sqrt(Arrays.stream(ms).map(v -> (v - mean) * (v - mean)).average().orElse(0));
    this.targets = Arrays.stream(ms).map(v -> v - mean).toArray();
    this.proportional = proportional(ms);
    this.resolution = Math.pow(10, Math.floor(Math.log10(RESOLUTION * Quantile.median(ms))));
    if (scale > 0) {
      for (CountPart part : CountPart.values()) {
        addPart(CountMatrix.of(part, networks));
      }
    }
  }

  /** The model that fits the latencies of some networks best. */
  static LatencyModel of(LinearAlgebra algebra, List<Counts> networks, double[] ms) {
    return new LatencyFit(algebra, networks, ms).fit();
  }

  private static double[] proportional(double[] ms) {
    double least = LEAST_SHARE * Quantile.median(ms);
    double[] squares = Arrays.stream(ms).map(v -> Math.max(v, least)).map(v -> v * v).toArray();
    double average = Arrays.stream(squares).average().orElseThrow();
    return Arrays.stream(squares).map(v -> v / average).toArray();
  }

  /** Adds a part, unless it says nothing, or the same as one before it. */
  private void addPart(CountMatrix part) {
    if (part.width() == 0) {
      return;
    }
    double[] kernel =
        algebra.products(part.rows(), part.count(), part.rows(), part.count(), part.width());
    if (kernels.stream().noneMatch(known -> isSame(known, kernel))) {
      parts.add(part);
      kernels.add(kernel);
    }
  }

  private static boolean isSame(double[] a, double[] b) {
    for (int i = 0; i < a.length; i++) {
      if (Math.abs(a[i] - b[i]) > 1e-9) {
        return false;
      }
    }
    return true;
  }

  /** One way to weigh the parts. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Trial(
      double[] strengths, double noise, boolean grows, double[] coefficients, double cost) {}

  private LatencyModel fit() {
    if (parts.isEmpty()) {
      return new LatencyModel(mean, resolution, Map.of());
    }
    double[] strengths = new double[parts.size()];
    Arrays.fill(strengths, 1);
    Trial best = better(best(strengths, false), best(strengths, true));
    for (int pass = 0; pass < PASSES; pass++) {
      double before = best.cost();
      for (int p = 0; p < strengths.length; p++) {
        for (double strength : STRENGTHS) {
          double[] changed = best.strengths().clone();
          changed[p] = strength;
          if (Arrays.stream(changed).sum() > 0) {
            best = better(best, best(changed, best.grows()));
          }
        }
      }
      best = better(best, best(best.strengths(), !best.grows()));
      if (best.cost() == before) {
        break;
      }
    }
    return model(best);
  }

  private static Trial better(Trial a, Trial b) {
    return b.cost() < a.cost() ? b : a;
  }

  /** The best noise for these strengths. */
  private Trial best(double[] strengths, boolean grows) {
    double[] kernel = new double[count * count];
    Arrays.fill(kernel, BASE_VARIANCE);
    for (int p = 0; p < strengths.length; p++) {
      double[] own = kernels.get(p);
      for (int i = 0; i < kernel.length && strengths[p] > 0; i++) {
        kernel[i] += strengths[p] * own[i];
      }
    }
    Trial best = new Trial(strengths, 0, grows, new double[count], Double.POSITIVE_INFINITY);
    for (double power = QUIETEST; power <= LOUDEST; power += NOISE_STEP) {
      best = better(best, trial(strengths, kernel, Math.pow(10, power), grows));
    }
    for (double step = NOISE_STEP / 2; step >= NOISE_STEP / 4; step /= 2) {
      double noise = best.noise();
      double factor = Math.pow(10, step);
      best = better(best, trial(strengths, kernel, noise * factor, grows));
      best = better(best, trial(strengths, kernel, noise / factor, grows));
    }
    return best;
  }

  /**
   * The negative logarithm of the likelihood, up to constants, with the scale that is likeliest.
   */
  private Trial trial(double[] strengths, double[] kernel, double noise, boolean grows) {
    double[] matrix = kernel.clone();
    for (int n = 0; n < count; n++) {
      matrix[n * count + n] += noise * (grows ? proportional[n] : 1);
    }
    double cost = Double.POSITIVE_INFINITY;
    double[] coefficients = {};
    try {
      LinearAlgebra.Solution solved = algebra.solve(matrix, count, targets, 1);
      coefficients = solved.values();
      double fit = 0;
      for (int n = 0; n < count; n++) {
        fit += targets[n] * coefficients[n];
      }
      cost = count * Math.log(fit / count) + solved.logDeterminant();
    } catch (ArithmeticException e) {
      // Too little noise for the rounding: another is taken.
    }
    return new Trial(
        strengths,
        noise,
        grows,
        coefficients,
        Double.isNaN(cost) ? Double.POSITIVE_INFINITY : cost);
  }

  private LatencyModel model(Trial trial) {
    double base = mean + BASE_VARIANCE * Arrays.stream(trial.coefficients()).sum();
    Map<CountPart, Map<String, Double>> ms = new EnumMap<>(CountPart.class);
    for (int p = 0; p < parts.size(); p++) {
      CountMatrix part = parts.get(p);
      if (trial.strengths()[p] > 0) {
        double[] prices = part.prices(trial.coefficients(), trial.strengths()[p]);
        Map<String, Double> named = new LinkedHashMap<>();
        for (int c = 0; c < prices.length; c++) {
          named.put(part.names().get(c), prices[c]);
          base -= prices[c] * part.means()[c];
        }
        ms.put(part.part(), named);
      }
    }
    return new LatencyModel(base, resolution, ms);
  }
}

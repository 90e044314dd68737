package io.espalier.rank;

import io.espalier.stat.RankCorrelation;
import io.espalier.stat.TopScored;
import java.util.Locale;

/** A figure of ranking quality. */
public enum Quality {
  /** Kendall's tau-b of scores and truths, from -1 to 1. */
  KENDALL_TAU("Kendall tau", 3) {
    @Override
    double of(double[] scores, double[] truths) {
      return RankCorrelation.kendallTau(scores, truths);
    }
  },
  /** Spearman's rho of scores and truths, from -1 to 1. */
  SPEARMAN("Spearman rho", 3) {
    @Override
    double of(double[] scores, double[] truths) {
      return RankCorrelation.spearman(scores, truths);
    }
  },
  /** How many of the 5 % with the highest scores are among the 5 % truly best, in percent. */
  TOP_5_PERCENT("precision at top 5 %, %", 1) {
    @Override
    double of(double[] scores, double[] truths) {
      return 100 * TopScored.precision(scores, truths, 0.05);
    }
  },
  /** How many of the 10 % with the highest scores are among the 10 % truly best, in percent. */
  TOP_10_PERCENT("precision at top 10 %, %", 1) {
    @Override
    double of(double[] scores, double[] truths) {
      return 100 * TopScored.precision(scores, truths, 0.1);
    }
  },
  /** The difference between the best truth of all and the truth of the top-scored one. */
  REGRET_1("regret of the top 1", 2) {
    @Override
    double of(double[] scores, double[] truths) {
      return TopScored.regret(scores, truths, 1);
    }
  },
  /** The same for the best of the ten top-scored. */
  REGRET_10("regret of the best of the top 10", 2) {
    @Override
    double of(double[] scores, double[] truths) {
      return TopScored.regret(scores, truths, 10);
    }
  },
  /** The same for the best of the hundred top-scored. */
  REGRET_100("regret of the best of the top 100", 2) {
    @Override
    double of(double[] scores, double[] truths) {
      return TopScored.regret(scores, truths, 100);
    }
  };

  private final String label;
  private final int decimals;

  Quality(String label, int decimals) {
    this.label = label;
    this.decimals = decimals;
  }

  /**
   * The figure; NaN if all scores or all truths are equal and it needs differences.
   *
   * @param scores the scores; higher should be better
   * @param truths the truths; higher is better
   */
  abstract double of(double[] scores, double[] truths);

  /** Its name for people, with its unit unless that is the truth's. */
  public String label() {
    return label;
  }

  /** Its name in files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A figure as text; empty for NaN. */
  public String text(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}

package io.espalier.rank;

import io.espalier.stat.RankCorrelation;
import io.espalier.stat.TopScored;
import java.util.Locale;

/** A figure of how well scores rank. */
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
  /** By how much the truth of the top-scored falls short of the best of all. */
  REGRET_1("regret of the top 1", 2) {
    @Override
    double of(double[] scores, double[] truths) {
      return TopScored.regret(scores, truths, 1);
    }
  },
  /** The same of the best of the ten top-scored. */
  REGRET_10("regret of the best of the top 10", 2) {
    @Override
    double of(double[] scores, double[] truths) {
      return TopScored.regret(scores, truths, 10);
    }
  },
  /** The same of the best of the hundred top-scored. */
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
   * The figure; NaN if the scores or the truths are all alike and it needs differences.
   *
   * @param scores higher is said to be better
   * @param truths higher is better
   */
  abstract double of(double[] scores, double[] truths);

  /** What it is called, with its unit unless that is the truth's. */
  public String label() {
    return label;
  }

  /** Its name in files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A figure as text; nothing if it is no number. */
  public String text(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}

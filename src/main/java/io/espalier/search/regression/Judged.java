package io.espalier.search.regression;

import io.espalier.search.Features;
import java.util.Arrays;

/**
 * The prediction of a process for one mask. It is brought up to date in n steps for each mask that
 * was taken in since, where asking anew takes n² steps.
 */
public final class Judged {

  private final GaussianProcess process;
  private final Features features;

  /** The covariances, solved for the triangular factor, as far as they are worked out. */
  private double[] solved = {};

  private int rows;

  /** How many of the process's truncations are taken into account. */
  private int truncations;

  Judged(GaussianProcess process, Features features) {
    this.process = process;
    this.features = features;
    this.truncations = process.truncations.size();
  }

  /** The expected target. */
  public double mean() {
    update();
    double sum = process.mean;
    for (int i = 0; i < process.whitened.length; i++) {
      sum += solved[i] * process.whitened[i];
    }
    return sum;
  }

  /** The standard deviation of the target. */
  public double deviation() {
    update();
    double explained = 0;
    for (int i = 0; i < rows; i++) {
      explained += solved[i] * solved[i];
    }
    return process.deviation(process.likeness.ofItself(features), explained);
  }

  private void update() {
    update(process.known.size());
  }

  private void update(int n) {
    rows = sound();
    truncations = process.truncations.size();
    reserve(n);
    for (; rows < n; rows++) {
      solved[rows] = process.factor.next(solved, rows, covariance(rows));
    }
  }

  static void update(Judged a, Judged b) {
    int n = a.process.known.size();
    int start = Math.max(a.sound(), b.sound());
    a.update(start);
    b.update(start);
    a.reserve(n);
    b.reserve(n);
    for (int row = start; row < n; row++) {
      a.process.factor.next(a.solved, b.solved, row, a.covariance(row), b.covariance(row));
    }
    a.rows = n;
    b.rows = n;
  }

  private double covariance(int row) {
    return process.likeness.of(features, process.known.get(row));
  }

  /** How many of the rows that are worked out still hold. */
  int sound() {
    int sound = rows;
    for (int t = truncations; t < process.truncations.size(); t++) {
      sound = Math.min(sound, process.truncations.get(t));
    }
    return sound;
  }

  private void reserve(int n) {
    if (solved.length < n) {
      solved = Arrays.copyOf(solved, Math.max(n, 2 * solved.length));
    }
  }
}

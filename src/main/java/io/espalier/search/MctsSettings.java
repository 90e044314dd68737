package io.espalier.search;

import io.espalier.error.InputError;

/**
 * Settings of {@link MctsSearcher}.
 *
 * @param ucbConstant the exploration constant c of mean + 2c sqrt(2 ln n_parent / n); values of
 *     nodes are mean ranks between 0 and 1 in every task
 */
public record MctsSettings(double ucbConstant) {

  /** The setting that needs the fewest samples on tabulated benchmarks. */
  public static final MctsSettings DEFAULT = new MctsSettings(0.2);

  public MctsSettings {
    if (!(ucbConstant >= 0)) {
      throw new InputError(
          "the UCB constant of MCTS is %s; allowed: 0 or more".formatted(ucbConstant));
    }
  }
}

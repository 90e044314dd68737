package io.espalier.supernet.train.strategy;

import io.espalier.catalogue.Options;
import io.espalier.error.InputError;

/**
 * Progressive shrinking, as once-for-all networks are trained (Cai et al., ICLR 2020, section 3.3):
 * first the largest network alone, then with kernels that are drawn, then depths as well, then
 * expansions and widths as well; in the later phases, the largest network as it was after the first
 * one teaches.
 *
 * <p>The teacher stays as it was and is asked with the statistics of each batch, labels and its
 * answers count alike, each phase has a fall of the learning rate of its own, and channels are
 * sorted by importance before smaller expansions are drawn ({@link
 * io.espalier.supernet.elastic.ChannelSorting}). The schedule and its defaults are meant as the
 * authors' and were not compared with their code. Unlike theirs, all sizes of a kind come at once
 * and not one after another, and smaller kernels are the centres of larger ones without a learned
 * transformation.
 *
 * @param largest the share of the first phase in the steps; shares are relative to the sum of those
 *     of phases that the space has choices for
 * @param kernel that of the second
 * @param depth that of the third
 * @param width that of the last
 * @param networks networks per step from the second phase on, whose gradients are summed
 * @param laterRate the factor of the learning rate from the second phase on
 * @param distil the share of the teacher's answers in the targets; 0 for none
 * @param sort whether channels are sorted
 */
public record ProgressiveShrinking(
    double largest,
    double kernel,
    double depth,
    double width,
    int networks,
    double laterRate,
    double distil,
    boolean sort) {

  /** How it can be named. */
  static final StrategyKind<ProgressiveShrinking> KIND =
      new StrategyKind<>(
          "progressive_shrinking",
          "the largest network, then smaller kernels, depths and widths, taught by it (once-for-all)",
          true,
          new Options<>(
              ProgressiveShrinking.class,
              """
              # Share of the steps in which the largest network is trained alone. In the phases after it, which
              # choice is a kernel, depth, expansion or width is known from the last word of its name; other
              # choices are drawn from the beginning
              largest: 0.3
              # Share of the steps after that in which kernels are drawn
              kernel: 0.2
              # Share of the steps after that in which depths are drawn, too
              depth: 0.25
              # Share of the last steps, in which expansions and widths are drawn, too
              width: 0.25
              # Networks per step after the first phase, whose gradients are summed
              networks: 2
              # Factor of the learning rate after the first phase; each phase falls from its rate to 0
              later_rate: 0.3
              # Share of the answers of the largest network, as it was after the first phase, in the targets
              distil: 0.5
              # Whether channels are sorted by importance before smaller widths are drawn
              sort: true
              ---
              largest: [0, 1]
              kernel: [0, 1]
              depth: [0, 1]
              width: [0, 1]
              networks: [1, 100]
              later_rate: [0, 10]
              distil: [0, 1]
              """),
          ShrinkingSampler::new);

  public ProgressiveShrinking {
    boolean shares = largest >= 0 && kernel >= 0 && depth >= 0 && width >= 0;
    if (!shares || largest + kernel + depth + width <= 0) {
      throw new InputError(
          "progressive shrinking has the shares largest %s, kernel %s, depth %s and width %s; allowed are shares of 0 or more, not all 0"
              .formatted(largest, kernel, depth, width));
    }
    if (networks < 1 || !(laterRate > 0) || !(distil >= 0 && distil <= 1)) {
      throw new InputError(
          "progressive shrinking has %d networks, a later rate of %s and a teacher's share of %s; allowed are 1 or more, more than 0, and 0 to 1"
              .formatted(networks, laterRate, distil));
    }
  }
}

package io.espalier.plan.file;

import java.util.Optional;

/** A group of operations with settings, some of which may be choices. */
@FunctionalInterface
interface Block {

  /**
   * What the block's surroundings ask for.
   *
   * @param width channels of the output
   * @param stride how much smaller the output is
   */
  record Fit(int width, int stride) {

    /** This, with what a block gives itself. */
    Fit with(
        Optional<Pickable<Width>> ownWidth,
        Optional<Pickable<Integer>> ownStride,
        Assembly net,
        int in) {
      return new Fit(
          ownWidth.map(net::at).map(own -> own.channels(net, in, width)).orElse(width),
          ownStride.map(net::at).orElse(stride));
    }
  }

  /**
   * Adds the operations to a plan.
   *
   * @param path the prefix of their paths
   * @param input the node that they read
   * @return the node of the output
   */
  int add(Assembly net, String path, int input, Fit fit);

  /** The width that it gives itself; empty if it takes that of its surroundings. */
  default Optional<Pickable<Width>> ownWidth() {
    return Optional.empty();
  }

  /** Whether it leaves its input as it is where width and stride allow. */
  default boolean skips() {
    return false;
  }
}

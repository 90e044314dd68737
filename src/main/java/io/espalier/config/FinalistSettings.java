package io.espalier.config;

import io.espalier.error.InputError;

/**
 * How the best of a search are compared once more, by training them.
 *
 * @param count how many; 0 for none
 * @param epochs passes over the images; 0 for those of the retraining
 * @param channels channels of the first stage; 0 for those of the retraining
 * @param cells cells per stage; 0 for those of the retraining
 */
record FinalistSettings(int count, int epochs, int channels, int cells) {

  FinalistSettings {
    atLeastZero("count", count);
    atLeastZero("epochs", epochs);
    atLeastZero("channels", channels);
    atLeastZero("cells", cells);
  }

  boolean areUsed() {
    return count > 0;
  }

  /** To the end, each: few are trained, and none of them looked hopeless. */
  ScratchSettings training() {
    return new ScratchSettings(epochs, 0, channels, cells, 0, 1);
  }

  private static void atLeastZero(String key, int value) {
    if (value < 0) {
      throw new InputError("finalists.%s is %d; allowed is 0 or more".formatted(key, value));
    }
  }
}

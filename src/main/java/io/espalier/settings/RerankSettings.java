package io.espalier.settings;

/**
 * How the best of a search are compared once more, by training them.
 *
 * @param count how many; 0 for none
 * @param epochs passes over the images; 0 for those of the retraining
 * @param channels channels of the first stage; 0 for those of the retraining
 * @param cells cells per stage; 0 for those of the retraining
 */
public record RerankSettings(int count, int epochs, int channels, int cells) {

  /** Whether any are reranked. */
  public boolean areUsed() {
    return count > 0;
  }

  /** To the end, each: few are trained, and none of them looked hopeless. */
  public ScratchSettings training() {
    return new ScratchSettings(epochs, 0, channels, cells, 0, 1);
  }
}

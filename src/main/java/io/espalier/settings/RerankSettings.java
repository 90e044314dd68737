package io.espalier.settings;

/**
 * The second comparison of the best of a search, by training them.
 *
 * @param count the number of networks to train; 0 for none
 * @param epochs epochs; 0 for those of the retraining
 * @param channels channels of the first stage; 0 for those of the retraining
 * @param cells cells per stage; 0 for those of the retraining
 */
public record RerankSettings(int count, int epochs, int channels, int cells) {

  /** Whether any are reranked. */
  public boolean areUsed() {
    return count > 0;
  }

  /** Without early stopping, since few are trained and all looked promising. */
  public ScratchSettings training() {
    return new ScratchSettings(epochs, 0, channels, cells, 0, 1);
  }
}

package io.espalier.plan;

/**
 * The size of a blueprint's networks, as far as it is not searched.
 *
 * @param channels channels of the first stage
 * @param cells cells per stage; the blueprint defines what a stage is
 * @param input shape of the images; 1x1x1, a token, for networks that read a text
 * @param classes the number of classes; for a text, the size of its vocabulary
 */
public record Scale(int channels, int cells, Shape input, int classes) {

  public Scale {
    if (channels < 1 || cells < 1 || classes < 2) {
      throw new IllegalArgumentException(
          "channels %d, cells %d, classes %d: at least 1, 1 and 2 are needed"
              .formatted(channels, cells, classes));
    }
  }
}

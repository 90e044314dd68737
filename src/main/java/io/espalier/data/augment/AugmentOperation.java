package io.espalier.data.augment;

/** What can be done to a picture. */
public enum AugmentOperation {
  /** Nothing. */
  IDENTITY,
  /** Stretches each channel to the whole range. */
  AUTOCONTRAST,
  /** Makes all values of a channel about equally frequent. */
  EQUALISE,
  /** Keeps the highest bits of each value. */
  POSTERISE,
  /** Inverts high values. */
  SOLARISE,
  /** Mixes with grey pixels of the same brightness. */
  COLOUR,
  /** Mixes with the mean grey. */
  CONTRAST,
  /** Mixes with black. */
  BRIGHTNESS,
  /** Mixes with a smoothed picture. */
  SHARPNESS,
  /** Turns about the centre. */
  ROTATE,
  /** Moves rows against each other. */
  SHEAR_X,
  /** Moves columns against each other. */
  SHEAR_Y,
  /** Moves right or left. */
  TRANSLATE_X,
  /** Moves down or up. */
  TRANSLATE_Y,
  /** Turns each value into 255 less it. */
  INVERT
}

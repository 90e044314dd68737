package io.espalier.supernet.check;

/** Features scaled down if the root of their mean square is above 1. */
record RmsClipRule() implements Rule {

  @Override
  public void forward(Step step) {
    int width = step.shape.channels();
    for (int i = 0; i < step.out.length; i++) {
      step.out[i] = step.in()[i] / Math.max(1, rms(step, i / width));
    }
  }

  @Override
  public void backward(Step step) {
    int width = step.shape.channels();
    for (int image = 0; image < step.images; image++) {
      double rms = rms(step, image);
      double along = 0;
      for (int i = image * width; i < (image + 1) * width; i++) {
        along += step.gradient[i] * step.in()[i];
      }
      for (int i = image * width; i < (image + 1) * width; i++) {
        step.inGradient()[i] +=
            rms > 1
                ? step.gradient[i] / rms - step.in()[i] * along / (width * rms * rms * rms)
                : step.gradient[i];
      }
    }
  }

  private static double rms(Step step, int image) {
    int width = step.shape.channels();
    double sum = 0;
    for (int i = image * width; i < (image + 1) * width; i++) {
      sum += step.in()[i] * step.in()[i];
    }
    return Math.sqrt(sum / width);
  }
}

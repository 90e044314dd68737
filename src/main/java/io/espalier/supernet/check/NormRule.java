package io.espalier.supernet.check;

import io.espalier.plan.Op;

/** Batch normalisation by the statistics of the batch or by the running ones. */
record NormRule(Op.BatchNorm norm, boolean batchStatistics) implements Rule {

  @Override
  public void forward(Step step) {
    double[] in = step.in();
    double[] mean = mean(step);
    double[] deviation = deviation(step, mean);
    for (int i = 0; i < in.length; i++) {
      int c = i % norm.channels();
      double normal = (in[i] - mean[c]) / deviation[c];
      step.out[i] =
          norm.affine()
              ? normal * step.tensors.get("weight")[c] + step.tensors.get("bias")[c]
              : normal;
    }
  }

  @Override
  public void backward(Step step) {
    double[] in = step.in();
    int channels = norm.channels();
    double[] mean = mean(step);
    double[] deviation = deviation(step, mean);
    double[] sums = new double[channels];
    double[] products = new double[channels];
    for (int i = 0; i < in.length; i++) {
      int c = i % channels;
      sums[c] += step.gradient[i];
      products[c] += step.gradient[i] * (in[i] - mean[c]) / deviation[c];
    }
    double count = (double) in.length / channels;
    for (int i = 0; i < in.length; i++) {
      int c = i % channels;
      double slope = (norm.affine() ? step.tensors.get("weight")[c] : 1) / deviation[c];
      double moved =
          batchStatistics ? (sums[c] + (in[i] - mean[c]) / deviation[c] * products[c]) / count : 0;
      step.inGradient()[i] += slope * (step.gradient[i] - moved);
    }
    if (norm.affine()) {
      for (int c = 0; c < channels; c++) {
        step.tensorGradients.get("weight")[c] += products[c];
        step.tensorGradients.get("bias")[c] += sums[c];
      }
    }
  }

  private double[] mean(Step step) {
    if (!batchStatistics) {
      return step.tensors.get("running_mean");
    }
    double[] in = step.in();
    double[] mean = new double[norm.channels()];
    for (int i = 0; i < in.length; i++) {
      mean[i % mean.length] += in[i] * mean.length / in.length;
    }
    return mean;
  }

  private double[] deviation(Step step, double[] mean) {
    double[] in = step.in();
    double[] variance = new double[norm.channels()];
    if (batchStatistics) {
      for (int i = 0; i < in.length; i++) {
        double off = in[i] - mean[i % variance.length];
        variance[i % variance.length] += off * off * variance.length / in.length;
      }
    } else {
      System.arraycopy(step.tensors.get("running_var"), 0, variance, 0, variance.length);
    }
    for (int c = 0; c < variance.length; c++) {
      variance[c] = Math.sqrt(variance[c] + norm.epsilon());
    }
    return variance;
  }
}

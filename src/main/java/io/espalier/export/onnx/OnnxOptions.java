package io.espalier.export.onnx;

/**
 * How a child is written as ONNX.
 *
 * @param foldsBatchNorm whether convolutions take in the batch norms behind them, which is faster;
 *     else they stay, as is needed to train the model on
 * @param normalises whether the graph normalises its images, so that it takes values from 0 to 1
 */
public record OnnxOptions(boolean foldsBatchNorm, boolean normalises) {}

package io.espalier.export.onnx;

/**
 * How a child is written as ONNX.
 *
 * @param foldsBatchNorm whether batch norms are folded into the convolutions before them, which is
 *     faster; otherwise they stay, which further training requires
 * @param normalises whether the graph normalises its images, so that it takes values from 0 to 1
 */
public record OnnxOptions(boolean foldsBatchNorm, boolean normalises) {}

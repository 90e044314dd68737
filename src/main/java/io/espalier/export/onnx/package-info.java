/**
 * Children as ONNX models, written from their plans, and ONNX Runtime to prove them.
 *
 * <p>The messages of the format come from Tribuo's copy of {@code onnx.proto}; the operators are
 * those of the ONNX specification.
 */
package io.espalier.export.onnx;

package io.espalier.supernet;

import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes plans in plain Java and double precision, with loops that follow the definitions: the
 * oracle for the fast runner. Activations are [image][channel][row][column].
 */
final class PlainRunner {

  private final Weights weights;
  private final boolean batchStatistics;

  PlainRunner(Weights weights, boolean batchStatistics) {
    this.weights = weights;
    this.batchStatistics = batchStatistics;
  }

  double[][][][] run(Plan plan, double[][][][] images) {
    List<double[][][][]> outputs = new ArrayList<>();
    for (int n = 0; n < plan.nodes().size(); n++) {
      Node node = plan.nodes().get(n);
      List<double[][][][]> inputs = node.inputs().stream().map(outputs::get).toList();
      outputs.add(
          n == 0 ? images : apply(node, inputs, empty(images.length, plan.shapes().get(n))));
    }
    return outputs.get(outputs.size() - 1);
  }

  private static double[][][][] empty(int images, Shape shape) {
    return new double[images][shape.channels()][shape.height()][shape.width()];
  }

  private double[][][][] apply(Node node, List<double[][][][]> inputs, double[][][][] out) {
    for (int n = 0; n < out.length; n++) {
      for (int c = 0; c < out[n].length; c++) {
        for (int y = 0; y < out[n][c].length; y++) {
          for (int x = 0; x < out[n][c][y].length; x++) {
            out[n][c][y][x] = value(node, inputs, n, c, y, x);
          }
        }
      }
    }
    return out;
  }

  private double value(Node node, List<double[][][][]> inputs, int n, int c, int y, int x) {
    Op op = node.op();
    double[][][][] in = inputs.get(0);
    if (op instanceof Op.Conv conv) {
      return convolution(node.path(), conv, in[n], c, y, x);
    }
    if (op instanceof Op.BatchNorm norm) {
      return batchNorm(node.path(), norm, in, n, c, y, x);
    }
    if (op instanceof Op.Activation activation) {
      return activation(activation.function(), in[n][c][y][x]);
    }
    if (op instanceof Op.Dropout) {
      return in[n][c][y][x];
    }
    if (op instanceof Op.Resize resize) {
      return resized(in[n][c], resize, y, x);
    }
    if (op instanceof Op.SqueezeExcitation excitation) {
      return in[n][c][y][x] * factor(node.path(), excitation, in[n], c);
    }
    if (op instanceof Op.Pool pool) {
      return pool(pool, in[n][c], y, x);
    }
    if (op instanceof Op.GlobalAveragePool) {
      double sum = 0;
      for (double[] row : in[n][c]) {
        for (double value : row) {
          sum += value;
        }
      }
      return sum / in[n][c].length / in[n][c][0].length;
    }
    if (op instanceof Op.Add) {
      return inputs.stream().mapToDouble(input -> input[n][c][y][x]).sum();
    }
    if (op instanceof Op.Concat) {
      int channel = c;
      for (double[][][][] input : inputs) {
        if (channel < input[n].length) {
          return input[n][channel][y][x];
        }
        channel -= input[n].length;
      }
    }
    if (op instanceof Op.Channels range) {
      return in[n][range.from() + c][y][x];
    }
    if (op instanceof Op.Shift) {
      return y + 1 < in[n][c].length && x + 1 < in[n][c][y].length ? in[n][c][y + 1][x + 1] : 0;
    }
    if (op instanceof Op.Zero) {
      return 0;
    }
    if (op instanceof Op.Linear linear) {
      double sum = linear.bias() ? at(node.path(), "bias", c) : 0;
      for (int i = 0; i < linear.in(); i++) {
        sum += in[n][i][0][0] * at(node.path(), "weight", c, i);
      }
      return sum;
    }
    throw new IllegalArgumentException("no definition of " + op);
  }

  private static double activation(Op.Activation.Function function, double x) {
    double hard = Math.min(6, Math.max(0, x + 3)) / 6;
    double soft = 1 / (1 + Math.exp(-x));
    return switch (function) {
      case RELU -> Math.max(0, x);
      case RELU6 -> Math.min(6, Math.max(0, x));
      case TANH -> Math.tanh(x);
      case SIGMOID -> soft;
      case HARD_SWISH -> x * hard;
      case SWISH -> x * soft;
      case HARD_SIGMOID -> hard;
    };
  }

  private static double resized(double[][] in, Op.Resize to, int y, int x) {
    double sum = 0;
    for (int row = -1; row <= in.length; row++) {
      for (int column = -1; column <= in[0].length; column++) {
        // Each pixel is a tent of height 1 over its centre; those at the border go on outside.
        double down = 1 - Math.abs((y + 0.5) * in.length / to.height() - 0.5 - row);
        double right = 1 - Math.abs((x + 0.5) * in[0].length / to.width() - 0.5 - column);
        int from = Math.min(in.length - 1, Math.max(0, row));
        int at = Math.min(in[0].length - 1, Math.max(0, column));
        sum += Math.max(0, down) * Math.max(0, right) * in[from][at];
      }
    }
    return sum;
  }

  private double factor(String path, Op.SqueezeExcitation op, double[][][] in, int c) {
    double sum = at(path, "expand.bias", c);
    for (int s = 0; s < op.squeezed(); s++) {
      double reduced = at(path, "reduce.bias", s);
      for (int i = 0; i < op.channels(); i++) {
        double mean = 0;
        for (double[] row : in[i]) {
          for (double value : row) {
            mean += value / in[i].length / row.length;
          }
        }
        reduced += at(path, "reduce.weight", s, i, 0, 0) * mean;
      }
      sum += at(path, "expand.weight", c, s, 0, 0) * activation(op.inner(), reduced);
    }
    return activation(op.gate(), sum);
  }

  private double convolution(String path, Op.Conv conv, double[][][] in, int c, int y, int x) {
    double sum = conv.bias() ? at(path, "bias", c) : 0;
    int width = conv.in() / conv.groups();
    int first = c / (conv.out() / conv.groups()) * width;
    for (int i = 0; i < width; i++) {
      for (int ky = 0; ky < conv.kernel(); ky++) {
        for (int kx = 0; kx < conv.kernel(); kx++) {
          int row = y * conv.stride() - conv.padding() + ky * conv.dilation();
          int column = x * conv.stride() - conv.padding() + kx * conv.dilation();
          if (row >= 0 && row < in[0].length && column >= 0 && column < in[0][0].length) {
            sum += in[first + i][row][column] * at(path, "weight", c, i, ky, kx);
          }
        }
      }
    }
    return sum;
  }

  private double batchNorm(
      String path, Op.BatchNorm norm, double[][][][] in, int n, int c, int y, int x) {
    double mean = batchStatistics ? 0 : at(path, "running_mean", c);
    double variance = batchStatistics ? 0 : at(path, "running_var", c);
    if (batchStatistics) {
      int count = in.length * in[0][c].length * in[0][c][0].length;
      for (double[][][] image : in) {
        for (double[] row : image[c]) {
          for (double value : row) {
            mean += value / count;
          }
        }
      }
      for (double[][][] image : in) {
        for (double[] row : image[c]) {
          for (double value : row) {
            variance += (value - mean) * (value - mean) / count;
          }
        }
      }
    }
    double normal = (in[n][c][y][x] - mean) / Math.sqrt(variance + norm.epsilon());
    return norm.affine() ? normal * at(path, "weight", c) + at(path, "bias", c) : normal;
  }

  private static double pool(Op.Pool pool, double[][] in, int y, int x) {
    double sum = 0;
    double largest = Double.NEGATIVE_INFINITY;
    int count = 0;
    for (int ky = 0; ky < pool.kernel(); ky++) {
      for (int kx = 0; kx < pool.kernel(); kx++) {
        int row = y * pool.stride() - pool.padding() + ky;
        int column = x * pool.stride() - pool.padding() + kx;
        if (row >= 0 && row < in.length && column >= 0 && column < in[0].length) {
          sum += in[row][column];
          largest = Math.max(largest, in[row][column]);
          count++;
        }
      }
    }
    return pool.kind() == Op.Pool.Kind.MAX ? largest : sum / count;
  }

  /** One value of a stored tensor, which may be larger than the operation. */
  private double at(String path, String tensor, int... index) {
    long[] shape = weights.get(path, tensor).getShape().getShape();
    long flat = 0;
    for (int d = 0; d < index.length; d++) {
      flat = flat * shape[d] + index[d];
    }
    return weights.get(path, tensor).toByteBuffer(false).asFloatBuffer().get((int) flat);
  }
}

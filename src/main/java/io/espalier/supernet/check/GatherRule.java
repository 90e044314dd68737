package io.espalier.supernet.check;

import io.espalier.plan.Op;
import io.espalier.plan.Shape;

/** Operations that only move values, with or without averaging them. */
record GatherRule(Op op) implements Rule {

  /** Tells where a value of the output comes from. */
  @FunctionalInterface
  private interface Move {
    void move(Step input, int from, int to);
  }

  @Override
  public void forward(Step step) {
    double share = share(step);
    each(step, (input, from, to) -> step.out[to] += share * input.out[from]);
  }

  @Override
  public void backward(Step step) {
    double share = share(step);
    each(step, (input, from, to) -> input.gradient[from] += share * step.gradient[to]);
  }

  private double share(Step step) {
    Shape in = step.inShape();
    return op instanceof Op.GlobalAveragePool ? 1.0 / (in.height() * in.width()) : 1;
  }

  private void each(Step step, Move move) {
    int before = 0;
    for (Step input : step.inputs) {
      Shape in = input.shape;
      for (int from = 0; from < input.out.length; from++) {
        int c = from % in.channels();
        int x = from / in.channels() % in.width();
        int y = from / in.channels() / in.width() % in.height();
        int image = from / in.channels() / in.width() / in.height();
        int to = to(step, before, image, y, x, c);
        if (to >= 0) {
          move.move(input, from, to);
        }
      }
      before += in.channels();
    }
  }

  /** The destination of a value of an input, or -1. */
  private int to(Step step, int before, int image, int y, int x, int c) {
    if (op instanceof Op.Concat) {
      return index(step, image, y, x, before + c);
    }
    if (op instanceof Op.Channels range) {
      return c < range.from() || c >= range.to() ? -1 : index(step, image, y, x, c - range.from());
    }
    if (op instanceof Op.Shift) {
      return y == 0 || x == 0 ? -1 : index(step, image, y - 1, x - 1, c);
    }
    if (op instanceof Op.GlobalAveragePool) {
      return index(step, image, 0, 0, c);
    }
    if (op instanceof Op.Zero) {
      return -1;
    }
    throw new IllegalArgumentException("no rule for " + op);
  }

  private static int index(Step step, int image, int y, int x, int c) {
    Shape out = step.shape;
    return ((image * out.height() + y) * out.width() + x) * out.channels() + c;
  }
}

package io.espalier.plan.file;

import io.espalier.plan.Op;
import io.espalier.plan.Op.Activation.Function;
import java.util.Optional;

/** Blocks of one or two operations. */
final class SimpleBlocks {

  private static final int LARGEST_WINDOW = 31;

  private SimpleBlocks() {}

  static Block skip(SpaceSection section, Scope scope) {
    boolean projects = section.value("projection", Kind.FLAG, false);
    boolean factorises = section.value("factorised", Kind.FLAG, false);
    return new Block() {
      @Override
      public int add(Assembly net, String path, int input, Fit fit) {
        int in = net.channels(input);
        if (in == fit.width() && fit.stride() == 1) {
          return input;
        }
        if (factorises && fit.stride() == 2) {
          return net.factorisedReduction(path, input, fit.width());
        }
        if (!projects) {
          throw new IllegalArgumentException(
              "a skip cannot turn %d channels into %d with stride %d; give it projection: true"
                  .formatted(in, fit.width(), fit.stride()));
        }
        Op.Conv conv = Op.Conv.same(in, fit.width(), 1, fit.stride());
        return net.convNorm(path, input, conv, Optional.empty());
      }

      @Override
      public boolean skips() {
        return true;
      }
    };
  }

  static Block none(SpaceSection section, Scope scope) {
    return (net, path, input, fit) ->
        net.layers().add(path, new Op.Zero(fit.stride()), net.channels(input), input);
  }

  static Block maxPool(SpaceSection section, Scope scope) {
    return pool(section, scope, Op.Pool.Kind.MAX);
  }

  static Block averagePool(SpaceSection section, Scope scope) {
    return pool(section, scope, Op.Pool.Kind.AVERAGE);
  }

  private static Block pool(SpaceSection section, Scope scope, Op.Pool.Kind kind) {
    Pickable<Integer> kernel = scope.pick(section, "kernel", Kind.whole(1, LARGEST_WINDOW), 3);
    Optional<Pickable<Integer>> stride = ConvBlock.stride(section, scope);
    boolean norm = section.value("norm", Kind.FLAG, false);
    return (net, path, input, fit) -> {
      int side = net.at(kernel);
      int step = stride.map(net::at).orElse(fit.stride());
      Op.Pool pool = new Op.Pool(kind, side, step, (side - 1) / 2);
      return norm
          ? net.norm(path + ".norm", net.layers().pool(path + ".pool", input, pool))
          : net.layers().pool(path, input, pool);
    };
  }

  static Block squeeze(SpaceSection section, Scope scope) {
    return (net, path, input, fit) -> net.squeezeExcitation(path, input, net.channels(input));
  }

  static Block norm(SpaceSection section, Scope scope) {
    return (net, path, input, fit) -> net.norm(path + ".norm", input);
  }

  static Block activation(SpaceSection section, Scope scope) {
    Pickable<Optional<Function>> function =
        scope.pick(section, "of", Kind.ACTIVATION, scope.conventions().activation());
    return (net, path, input, fit) -> net.activate(path, input, net.at(function));
  }

  static Block globalPool(SpaceSection section, Scope scope) {
    return (net, path, input, fit) ->
        net.layers().add(path + ".pool", new Op.GlobalAveragePool(), net.channels(input), input);
  }

  static Block linear(SpaceSection section, Scope scope) {
    Pickable<Width> width = scope.pick(section, "width", Width.KIND);
    boolean bias = section.value("bias", Kind.FLAG, true);
    Pickable<Optional<Function>> function =
        scope.pick(section, "activation", Kind.ACTIVATION, scope.conventions().activation());
    return (net, path, input, fit) -> {
      int in = net.channels(input);
      int out = net.at(width).channels(net, in, fit.width());
      Op op = new Op.Linear(in, out, bias);
      int x = net.layers().add(path + ".hidden", op, out, input);
      return net.activate(path + ".hidden", x, net.at(function));
    };
  }

  static Block dropout(SpaceSection section, Scope scope) {
    double rate = section.required("rate", Kind.number(0, 0.95));
    return (net, path, input, fit) ->
        rate == 0
            ? input
            : net.layers()
                .add(path + ".dropout", new Op.Dropout((float) rate), net.channels(input), input);
  }

  static Block classifier(SpaceSection section, Scope scope) {
    return (net, path, input, fit) -> {
      int classes = net.scale().classes();
      Op op = new Op.Linear(net.channels(input), classes);
      return net.layers().add(path + ".linear", op, classes, input);
    };
  }
}

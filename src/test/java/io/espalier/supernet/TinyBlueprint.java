package io.espalier.supernet;

import io.espalier.plan.Blueprint;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.PlanBuilder;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.SearchSpace;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A small searchable network: a stem, and layers that each pick one of three operations. */
public record TinyBlueprint(Scale scale, int layers) implements Blueprint {

  private static final List<String> OPTIONS = List.of("skip", "conv_3x3", "pool_conv_1x1");

  /** Two layers of 4 channels on images of 8 x 8 in {@code classes} classes. */
  public static TinyBlueprint of(int channels, int classes) {
    return new TinyBlueprint(new Scale(channels, 1, new Shape(1, 8, 8), classes), 2);
  }

  @Override
  public SearchSpace space() {
    List<Choice> choices = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      choices.add(Choice.one("layer" + layer, OPTIONS));
    }
    return new TinySpace(List.copyOf(choices));
  }

  @Override
  public Plan plan(Architecture architecture) {
    int channels = scale.channels();
    PlanBuilder plan = new PlanBuilder(scale.input());
    int at = plan.add("stem.conv", Op.Conv.same(scale.input().channels(), channels, 3, 1), 0);
    at = plan.add("stem.bn", new Op.BatchNorm(channels, true), at);
    for (int layer = 0; layer < layers; layer++) {
      at = layer(plan, "layer" + layer, architecture.pick(layer), channels, at);
    }
    at = plan.add("relu", Op.Activation.RELU, at);
    at = plan.add("pool", new Op.GlobalAveragePool(), at);
    plan.add("head", new Op.Linear(channels, scale.classes()), at);
    return plan.build();
  }

  private static int layer(PlanBuilder plan, String name, int option, int channels, int at) {
    String path = name + "." + OPTIONS.get(option);
    int out =
        switch (option) {
          case 1 -> {
            int relu = plan.add(path + ".relu", Op.Activation.RELU, at);
            yield plan.add(path + ".conv", Op.Conv.same(channels, channels, 3, 1), relu);
          }
          case 2 -> {
            int pool = plan.add(path + ".pool", new Op.Pool(Op.Pool.Kind.AVERAGE, 3, 1, 1), at);
            yield plan.add(path + ".conv", Op.Conv.same(channels, channels, 1, 1), pool);
          }
          default -> at;
        };
    if (option > 0) {
      out = plan.add(path + ".bn", new Op.BatchNorm(channels, true), out);
    }
    return plan.add(name + ".sum", new Op.Add(), out);
  }

  @Override
  public List<Architecture> covering() {
    List<Architecture> covering = new ArrayList<>();
    for (int option = 0; option < OPTIONS.size(); option++) {
      int[] picks = new int[layers];
      Arrays.fill(picks, option);
      covering.add(Architecture.of("tiny", picks));
    }
    return covering;
  }

  private record TinySpace(List<Choice> choices) implements SearchSpace {

    @Override
    public String name() {
      return "tiny";
    }

    @Override
    public BigInteger size() {
      return BigInteger.valueOf(OPTIONS.size()).pow(choices.size());
    }

    @Override
    public boolean isValid(Architecture architecture) {
      checkFits(architecture);
      return true;
    }
  }
}

package io.espalier.supernet;

import io.espalier.plan.Blueprint;
import io.espalier.plan.Op;
import io.espalier.plan.Op.Activation.Function;
import io.espalier.plan.Plan;
import io.espalier.plan.PlanBuilder;
import io.espalier.plan.Scale;
import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.SearchSpace;
import java.math.BigInteger;
import java.util.List;

/**
 * A small mobile network with every operation of such networks whose picture size, depth, kernels
 * and widths are searched. Kernels and widths are elastic: all sizes share their tensors.
 */
public record MobileBlueprint(Scale scale, boolean affine) implements Blueprint {

  private static final float EPSILON = 1e-3f;
  private static final int[] KERNELS = {3, 5, 7};

  @Override
  public SearchSpace space() {
    List<String> kernels = List.of("3", "5", "7");
    List<String> widths = List.of("2", "3");
    return new MobileSpace(
        List.of(
            Choice.one("resolution", List.of("whole", "smaller")),
            Choice.one("kernel0", kernels),
            Choice.one("kernel1", kernels),
            Choice.one("width0", widths),
            Choice.one("width1", widths),
            Choice.one("depth", List.of("2", "3"))));
  }

  @Override
  public Plan plan(Architecture picks) {
    int channels = scale.channels();
    PlanBuilder plan = new PlanBuilder(scale.input());
    int at = 0;
    if (picks.pick(0) == 1) {
      int height = scale.input().height() * 3 / 4;
      at = plan.add("resize", new Op.Resize(height, scale.input().width() * 2 / 3), at);
    }
    at = plan.add("stem.conv", Op.Conv.same(scale.input().channels(), channels, 3, 1), at);
    at = plan.add("stem.norm", new Op.BatchNorm(channels, affine), at);
    at = plan.add("stem.swish", new Op.Activation(Function.HARD_SWISH), at);
    Block block = new Block(channels, channels, KERNELS[picks.pick(1)], 2 + picks.pick(3), 1);
    at = block(plan, "block0", block, Function.HARD_SWISH, Function.HARD_SIGMOID, at);
    block = new Block(channels, 2 * channels, KERNELS[picks.pick(2)], 2 + picks.pick(4), 2);
    at = block(plan, "block1", block, Function.SWISH, Function.SIGMOID, at);
    if (picks.pick(5) == 1) {
      block = new Block(2 * channels, 2 * channels, KERNELS[picks.pick(2)], 2, 1);
      at = block(plan, "block2", block, Function.RELU6, Function.HARD_SIGMOID, at);
    }
    at = plan.add("pool", new Op.GlobalAveragePool(), at);
    at = plan.add("mix", new Op.Linear(2 * channels, 24, false), at);
    at = plan.add("mixed", new Op.Activation(Function.HARD_SWISH), at);
    at = plan.add("dropout", new Op.Dropout(0.25f), at);
    plan.add("classifier", new Op.Linear(24, scale.classes()), at);
    return plan.build();
  }

  private record Block(int in, int out, int kernel, int ratio, int stride) {}

  private int block(
      PlanBuilder plan, String path, Block block, Function function, Function gate, int in) {
    int wide = block.ratio() * block.in();
    int at = plan.add(path + ".expand.conv", Op.Conv.same(block.in(), wide, 1, 1), in);
    at = plan.add(path + ".expand.norm", new Op.BatchNorm(wide, affine, EPSILON), at);
    at = plan.add(path + ".expand.swish", new Op.Activation(function), at);
    at =
        plan.add(
            path + ".depthwise.conv", Op.Conv.depthwise(wide, block.kernel(), block.stride()), at);
    at = plan.add(path + ".depthwise.norm", new Op.BatchNorm(wide, affine, EPSILON), at);
    at = plan.add(path + ".depthwise.swish", new Op.Activation(function), at);
    int squeezed = 4 * block.ratio();
    at =
        plan.add(
            path + ".excitation",
            new Op.SqueezeExcitation(wide, squeezed, Function.RELU, gate),
            at);
    at = plan.add(path + ".project.conv", Op.Conv.same(wide, block.out(), 1, 1), at);
    at = plan.add(path + ".project.norm", new Op.BatchNorm(block.out(), affine, EPSILON), at);
    boolean skips = block.stride() == 1 && block.in() == block.out();
    return skips ? plan.add(path + ".sum", new Op.Add(), in, at) : at;
  }

  /** The architecture with the smallest of everything, on whole pictures. */
  public static Architecture smallest() {
    return Architecture.of("mobile", 0, 0, 0, 0, 0, 0);
  }

  @Override
  public List<Architecture> covering() {
    return List.of(Architecture.of("mobile", 0, 2, 2, 1, 1, 1));
  }

  private record MobileSpace(List<Choice> choices) implements SearchSpace {

    @Override
    public String name() {
      return "mobile";
    }

    @Override
    public BigInteger size() {
      return choices.stream()
          .map(choice -> BigInteger.valueOf(choice.options().size()))
          .reduce(BigInteger.ONE, BigInteger::multiply);
    }

    @Override
    public boolean isValid(Architecture architecture) {
      checkFits(architecture);
      return true;
    }
  }
}

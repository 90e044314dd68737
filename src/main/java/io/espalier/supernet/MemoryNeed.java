package io.espalier.supernet;

import ai.djl.Device;
import com.sun.management.OperatingSystemMXBean;
import io.espalier.error.InputError;
import io.espalier.error.Trouble;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.Tensor;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;

/**
 * The minimum memory of a training outside Java's heap.
 *
 * @param what the name of the trained network in messages
 * @param weightBytes the bytes of weights, gradients and optimizer state
 * @param activationBytes the bytes of all activations of the largest network for one batch, which
 *     the gradient needs
 * @param batch the number of images, or tokens, of a batch
 */
public record MemoryNeed(String what, double weightBytes, double activationBytes, long batch) {

  /** The copies of each weight: its value, its gradient and its momentum. */
  private static final int COPIES = 3;

  /** The need of a supernet, of which one network is trained in a step. */
  public static MemoryNeed ofSupernet(String what, Blueprint blueprint, long batch) {
    double weights =
        blueprint.operations().values().stream()
            .flatMap(op -> op.tensors().stream())
            .mapToDouble(Tensor::values)
            .sum();
    return of(what, weights, largest(plans(blueprint)), batch);
  }

  /** The need of one network; if it is not known which of several, of the largest. */
  public static MemoryNeed ofOne(String what, List<Plan> plans, long batch) {
    double weights =
        plans.stream()
            .mapToDouble(
                plan ->
                    plan.nodes().stream()
                        .flatMap(node -> node.op().tensors().stream())
                        .mapToDouble(Tensor::values)
                        .sum())
            .max()
            .orElseThrow();
    return of(what, weights, largest(plans), batch);
  }

  private static MemoryNeed of(String what, double weights, double activations, long batch) {
    return new MemoryNeed(
        what, COPIES * Float.BYTES * weights, Float.BYTES * activations * batch, batch);
  }

  /**
   * The number of values for one image. A double, so that impossible sizes are reported instead of
   * overflowing.
   */
  private static double largest(List<Plan> plans) {
    return plans.stream().map(Plan::live).mapToDouble(MemoryNeed::values).max().orElseThrow();
  }

  private static double values(Plan plan) {
    double values = 0;
    for (int n = 0; n < plan.nodes().size(); n++) {
      values += (1.0 + between(plan.nodes().get(n).op())) * plan.shapes().get(n).values();
    }
    return values;
  }

  /** The arrays that an operation keeps for its gradient besides its output, each as large. */
  private static int between(Op op) {
    if (op instanceof Op.Activation activation) {
      return switch (activation.function()) {
        case HARD_SWISH -> 2;
        case SWISH, HARD_SIGMOID -> 1;
        case RELU, RELU6, TANH, SIGMOID -> 0;
      };
    }
    return op instanceof Op.Dropout ? 1 : 0;
  }

  /** Plans that together contain everything that a blueprint can build. */
  public static List<Plan> plans(Blueprint blueprint) {
    return blueprint.covering().stream().map(blueprint::plan).toList();
  }

  /** The memory of this machine, or of the container that the process runs in. */
  public static double machineBytes() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }

  /** The need as text: {@code 0.8 GB of 24.0 GB: ...}. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "%.1f GB of %.1f GB: %.1f for weights and optimizer, %.1f for a batch of %d",
        (weightBytes + activationBytes) / 1e9,
        machineBytes() / 1e9,
        weightBytes / 1e9,
        activationBytes / 1e9,
        batch);
  }

  /**
   * Refuses a training that cannot fit into memory. The memory of a GPU is not known in advance.
   *
   * @param section the section of the configuration that sets its size
   * @throws InputError if the need is above the machine's memory
   */
  public void refuse(Device device, String section) {
    if (!device.isGpu() && weightBytes + activationBytes > machineBytes()) {
      throw new InputError(
              "%s needs more memory than there is: %s; lower %s"
                  .formatted(what, text(), smaller(section)))
          .see(Trouble.MEMORY);
    }
  }

  private String smaller(String section) {
    return weightBytes > activationBytes
        ? "the number of channels"
        : "the batch size of " + section + ", the number of channels or the image size";
  }
}

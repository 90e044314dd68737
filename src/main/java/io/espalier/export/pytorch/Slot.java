package io.espalier.export.pytorch;

import io.espalier.plan.Node;
import io.espalier.plan.Op;
import java.util.ArrayList;
import java.util.List;

/**
 * A number in the program of a part, which may be an argument of its class.
 *
 * @param role its meaning
 * @param value the number
 * @param owner the name, in the current group, of the member that it belongs to
 */
record Slot(Role role, int value, String owner) {

  /** The meaning of a number; numbers with the same role may share an argument. */
  enum Role {
    CHANNELS,
    KERNEL_SIZE,
    STRIDE,
    PADDING,
    DILATION,
    GROUPS,
    HEIGHT,
    WIDTH;

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** The numbers of an operation, or of a group's members one after another. */
  static List<Slot> of(Part part) {
    if (!part.isGroup()) {
      return of(part.operation().get(), part.attribute());
    }
    List<Slot> slots = new ArrayList<>();
    for (Part member : part.members()) {
      String owner = member.hint();
      of(member).forEach(slot -> slots.add(new Slot(slot.role, slot.value, owner)));
    }
    return slots;
  }

  private static List<Slot> of(Node node, String owner) {
    List<Slot> slots = new ArrayList<>();
    Op op = node.op();
    if (op instanceof Op.Conv conv) {
      slots.add(new Slot(Role.CHANNELS, conv.in(), owner));
      slots.add(new Slot(Role.CHANNELS, conv.out(), owner));
      slots.add(new Slot(Role.KERNEL_SIZE, conv.kernel(), owner));
      slots.add(new Slot(Role.STRIDE, conv.stride(), owner));
      slots.add(new Slot(Role.PADDING, conv.padding(), owner));
      slots.add(new Slot(Role.DILATION, conv.dilation(), owner));
      slots.add(new Slot(isDepthwise(conv) ? Role.CHANNELS : Role.GROUPS, conv.groups(), owner));
    } else if (op instanceof Op.Pool pool) {
      slots.add(new Slot(Role.KERNEL_SIZE, pool.kernel(), owner));
      slots.add(new Slot(Role.STRIDE, pool.stride(), owner));
      slots.add(new Slot(Role.PADDING, pool.padding(), owner));
    } else if (op instanceof Op.BatchNorm norm) {
      slots.add(new Slot(Role.CHANNELS, norm.channels(), owner));
    } else if (op instanceof Op.Linear linear) {
      slots.add(new Slot(Role.CHANNELS, linear.in(), owner));
      slots.add(new Slot(Role.CHANNELS, linear.out(), owner));
    } else if (op instanceof Op.Channels range) {
      slots.add(new Slot(Role.CHANNELS, range.from(), owner));
      slots.add(new Slot(Role.CHANNELS, range.to(), owner));
    } else if (op instanceof Op.Zero zero) {
      slots.add(new Slot(Role.STRIDE, zero.stride(), owner));
    } else if (op instanceof Op.SqueezeExcitation excitation) {
      slots.add(new Slot(Role.CHANNELS, excitation.channels(), owner));
      slots.add(new Slot(Role.CHANNELS, excitation.squeezed(), owner));
    } else if (op instanceof Op.Resize resize) {
      slots.add(new Slot(Role.HEIGHT, resize.height(), owner));
      slots.add(new Slot(Role.WIDTH, resize.width(), owner));
    }
    return slots;
  }

  static boolean isDepthwise(Op.Conv conv) {
    return conv.groups() > 1 && conv.groups() == conv.in();
  }
}

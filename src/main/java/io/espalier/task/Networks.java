package io.espalier.task;

import io.espalier.cost.CostKinds;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Scale;
import io.espalier.plan.SplitBlueprint;
import io.espalier.plan.zoo.SpaceKind;
import io.espalier.settings.SupernetSettings;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;

/** The networks of a space in the sizes of a run. */
public final class Networks {

  private final SpaceKind kind;
  private final Scale scale;
  private final boolean affine;
  private final Blueprint supernet;

  /**
   * Networks of a space.
   *
   * @param size the size of the supernet, and whether and how it is split
   * @param data the input and the number of classes; the size is ignored
   * @throws io.espalier.error.InputError if the size does not suit the space
   */
  public Networks(SpaceKind kind, SupernetSettings size, Scale data) {
    this.kind = kind;
    this.scale = new Scale(size.channels(), size.cells(), data.input(), data.classes());
    this.affine = size.affine();
    this.supernet = size.split().isEmpty() ? whole() : new SplitBlueprint(whole(), size.split());
  }

  /** The search space. */
  public SearchSpace space() {
    return supernet.space();
  }

  /** The networks of the supernet, split if configured. */
  public Blueprint supernet() {
    return supernet;
  }

  /** The networks of the supernet before it is split. */
  public Blueprint whole() {
    return kind.blueprint(scale, affine);
  }

  /**
   * The networks of another size, with affine batch norms.
   *
   * @param channels of the first stage; 0 for the supernet's
   * @param cells per stage; 0 for the supernet's
   */
  public Blueprint sized(int channels, int cells) {
    return sized(scale, channels, cells, true);
  }

  /**
   * The networks of another size.
   *
   * @param own the values that 0 stands for
   */
  public Blueprint sized(Scale own, int channels, int cells, boolean affineNorms) {
    return kind.blueprint(
        new Scale(
            channels == 0 ? own.channels() : channels,
            cells == 0 ? own.cells() : cells,
            own.input(),
            own.classes()),
        affineNorms);
  }

  /** The MACs in millions of an architecture in the supernet's size, without dead ends. */
  public double macsMillions(Architecture architecture) {
    return CostKinds.MACS.of().applyAsDouble(supernet.plan(architecture).live());
  }
}

package io.espalier.plan.zoo;

import io.espalier.catalogue.Named;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Scale;
import io.espalier.plan.file.SpaceFile;
import io.espalier.space.SearchSpace;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * A search space with its networks, as it can be named.
 *
 * @param name its name
 * @param input the kind of data that its networks read
 * @param maker makes the space
 * @param networks makes blueprints of its networks
 * @param size the size at which it was published, or is usual
 */
public record SpaceKind(
    String name, Input input, Supplier<SearchSpace> maker, Networks networks, Supplier<Scale> size)
    implements Named {

  /** A space of one size that is known without reading a file. */
  public SpaceKind(
      String name, Input input, Supplier<SearchSpace> maker, Networks networks, Scale published) {
    this(name, input, maker, networks, () -> published);
  }

  /** The kind of data that networks read. */
  public enum Input {
    /** Images, which they classify. */
    IMAGES,
    /** Texts, whose next token they predict. */
    TEXTS
  }

  /** Makes blueprints. */
  @FunctionalInterface
  public interface Networks {
    /**
     * A blueprint of the space's networks.
     *
     * @param affine whether batch norms learn a scale and a shift
     * @throws io.espalier.error.InputError if the size does not suit the space
     */
    Blueprint at(Scale scale, boolean affine);
  }

  /** A space of images that is written in a file. */
  public static SpaceKind of(SpaceFile file) {
    return new SpaceKind(file.name(), Input.IMAGES, file::space, file::blueprint, file.scale());
  }

  /** A space that comes with the program as a file, which is read when the space is first used. */
  static SpaceKind written(WrittenSpace file) {
    return new SpaceKind(
        file.name(),
        Input.IMAGES,
        () -> file.read().space(),
        (scale, affine) -> file.read().blueprint(scale, affine),
        () -> file.read().scale());
  }

  /** The size at which it was published, or is usual. */
  public Scale published() {
    return size.get();
  }

  /** The space. */
  public SearchSpace space() {
    return maker.get();
  }

  /**
   * The blueprint at this size.
   *
   * @param affine whether batch norms learn a scale and a shift
   * @throws io.espalier.error.InputError if the size does not suit the space
   */
  public Blueprint blueprint(Scale scale, boolean affine) {
    return networks.at(scale, affine);
  }

  /** The blueprint at this size, with affine batch norms. */
  public Blueprint blueprint(Scale scale) {
    return blueprint(scale, true);
  }

  /** The blueprint at the published size, with affine batch norms. */
  public Blueprint blueprint() {
    return blueprint(published());
  }

  @Override
  public String summary() {
    SearchSpace space = space();
    return String.format(
        Locale.ROOT,
        "%,d architectures, %d choices, mask of %d bits",
        space.networks(),
        space.choices().size(),
        space.bits());
  }
}

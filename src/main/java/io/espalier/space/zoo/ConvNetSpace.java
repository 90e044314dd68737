package io.espalier.space.zoo;

import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Plain convolutional networks in the manner of VGG (Simonyan and Zisserman, ICLR 2015): one to
 * five layers, each with a kernel, a number of channels and a stride of its own. Networks of this
 * kind are one of the tasks of LaNAS (Wang et al., TPAMI 2021); the options here are our own.
 *
 * <p>The first choice is the depth; then come three choices for each of five layers, of which those
 * beyond the depth have no effect. There are 5 * 18<sup>5</sup> = 9,447,840 encodings of 18 + ... +
 * 18<sup>5</sup> = 2,000,718 networks.
 */
public final class ConvNetSpace implements SearchSpace {

  /** The name of this space. */
  public static final String NAME = "convnet";

  /** The largest number of layers. */
  public static final int MOST_LAYERS = 5;

  /** Sides of kernels in pixels, by option. */
  public static final List<Integer> KERNELS = List.of(1, 3, 5);

  /** Channels, by option, as multiples of the first stage's. */
  public static final List<Integer> WIDTHS = List.of(1, 2, 4);

  /** Strides, by option. */
  public static final List<Integer> STRIDES = List.of(1, 2);

  private static final int CHOICES_OF_A_LAYER = 3;

  private static final List<Choice> CHOICES = listChoices();

  /** The settings of one layer. */
  public record Layer(int kernel, int width, int stride) {}

  private static List<Choice> listChoices() {
    List<Choice> choices = new ArrayList<>();
    List<String> depths = new ArrayList<>();
    for (int depth = 1; depth <= MOST_LAYERS; depth++) {
      depths.add("depth_" + depth);
    }
    choices.add(Choice.one("depth", depths));
    for (int layer = 0; layer < MOST_LAYERS; layer++) {
      choices.add(choice(layer, "kernel", KERNELS));
      choices.add(choice(layer, "width", WIDTHS));
      choices.add(choice(layer, "stride", STRIDES));
    }
    return List.copyOf(choices);
  }

  private static Choice choice(int layer, String what, List<Integer> values) {
    return Choice.one(
        "layer%d %s".formatted(layer, what), values.stream().map(v -> what + "_" + v).toList());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Choice> choices() {
    return CHOICES;
  }

  /** The layers of a network, first to last. */
  public List<Layer> layers(Architecture architecture) {
    checkFits(architecture);
    List<Layer> layers = new ArrayList<>();
    for (int layer = 0; layer < depth(architecture); layer++) {
      int first = 1 + layer * CHOICES_OF_A_LAYER;
      layers.add(
          new Layer(
              KERNELS.get(architecture.pick(first)),
              WIDTHS.get(architecture.pick(first + 1)),
              STRIDES.get(architecture.pick(first + 2))));
    }
    return layers;
  }

  /** Layers beyond the depth have no effect; here they take their first options. */
  @Override
  public Architecture canonical(Architecture architecture) {
    checkFits(architecture);
    int used = usedChoices(architecture);
    List<List<Integer>> picks = new ArrayList<>(architecture.picks().subList(0, used));
    picks.addAll(Collections.nCopies(CHOICES.size() - used, List.of(0)));
    return new Architecture(NAME, picks);
  }

  /** The options of the layers beyond the depth. */
  @Override
  public Optional<Function<Architecture, BitSet>> silentBits() {
    return Optional.of(
        architecture -> {
          int first =
              CHOICES.subList(0, usedChoices(architecture)).stream()
                  .mapToInt(choice -> choice.options().size())
                  .sum();
          BitSet silent = new BitSet(bits());
          silent.set(first, bits());
          return silent;
        });
  }

  private static int depth(Architecture architecture) {
    return architecture.pick(0) + 1;
  }

  private static int usedChoices(Architecture architecture) {
    return 1 + depth(architecture) * CHOICES_OF_A_LAYER;
  }
}

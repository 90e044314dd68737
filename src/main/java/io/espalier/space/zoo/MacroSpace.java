package io.espalier.space.zoo;

import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * NAS-Bench-Macro (Su et al., "Prioritized Architecture Sampling with Monto-Carlo Tree Search",
 * CVPR 2021): 8 layers in three stages of 2, 3 and 3, each an identity or one of two MobileNetV2
 * blocks; 3<sup>8</sup> = 6,561 architectures.
 */
public final class MacroSpace implements SearchSpace {

  /** The name of this space. */
  public static final String NAME = "macro";

  /** Option: nothing, or a plain projection where the shape changes. */
  public static final int IDENTITY = 0;

  /** Layers of each stage; the first one of a stage halves the picture. */
  public static final List<Integer> STAGE_LAYERS = List.of(2, 3, 3);

  /** The options of every layer: kernel and expansion of the MobileNetV2 blocks in their names. */
  public static final List<String> OPTIONS = List.of("identity", "mbconv_k3_e3", "mbconv_k5_e6");

  private static final List<Choice> CHOICES =
      IntStream.range(0, STAGE_LAYERS.stream().mapToInt(Integer::intValue).sum())
          .mapToObj(layer -> Choice.one("layer" + layer, OPTIONS))
          .toList();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Choice> choices() {
    return CHOICES;
  }

  /**
   * An identity that keeps the shape does nothing, so within a stage it may stand anywhere after
   * the first layer. The canonical form puts it last. That leaves 3,969 networks.
   */
  @Override
  public Architecture canonical(Architecture architecture) {
    checkFits(architecture);
    List<List<Integer>> picks = new ArrayList<>(CHOICES.size());
    int first = 0;
    for (int layers : STAGE_LAYERS) {
      List<List<Integer>> stage = architecture.picks().subList(first, first + layers);
      List<List<Integer>> rest = stage.subList(1, layers);
      picks.add(stage.get(0));
      rest.stream().filter(pick -> pick.get(0) != IDENTITY).forEach(picks::add);
      rest.stream().filter(pick -> pick.get(0) == IDENTITY).forEach(picks::add);
      first += layers;
    }
    return new Architecture(NAME, picks);
  }

  /**
   * Reads an architecture written as in the published table, a digit per layer: {@code 22212202}.
   */
  public Architecture parseDigits(String digits) {
    return parse(String.join("-", digits.strip().split("(?<=.)(?=.)", -1)));
  }

  @Override
  public Optional<String> published(Architecture architecture) {
    checkFits(architecture);
    return Optional.of(architecture.id().replace("-", ""));
  }

  @Override
  public Optional<Architecture> readPublished(String text) {
    boolean digits = text.length() == CHOICES.size() && text.chars().allMatch(Character::isDigit);
    return digits ? Optional.of(parseDigits(text)) : Optional.empty();
  }
}

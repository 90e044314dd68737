package io.espalier.plan.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.espalier.space.ConditionalSpace.Condition;
import io.espalier.space.ConditionalSpace.SkipRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Layers of one width, of which the first may make the picture smaller.
 *
 * @param path the prefix of its paths; empty in a network of one stage
 * @param firstLayer the number of its first layer in the whole network
 * @param depth the number of layers
 * @param width the channels of its outputs
 * @param stride of the first layer
 * @param layers its layers, of which the first {@code depth} are built
 */
record Stage(
    String path,
    int firstLayer,
    Pickable<Integer> depth,
    Pickable<Width> width,
    Pickable<Integer> stride,
    List<Layer> layers)
    implements NetworkPart {

  private static final int DEEPEST = 100;
  private static final int MOST_KEYS = 32;

  /** No network that can be trained is deeper. */
  private static final int MOST_LAYERS = 1_000;

  /**
   * One layer.
   *
   * @param label the name of the operation; empty if there is no choice of one
   * @param operations the blocks by their names
   */
  record Layer(Pickable<String> label, Map<String, Block> operations) {}

  /** Reads stages one after another. */
  static final class Reader {

    private final ChoiceList choices;
    private final Conventions conventions;
    private final BlockReader blocks;
    private final Set<String> own;
    private final List<SkipRun> runs = new ArrayList<>();
    private Optional<Width> lastWidth = Optional.empty();
    private int layers;

    Reader(ChoiceList choices, Conventions conventions, BlockReader blocks, Set<String> own) {
      this.choices = choices;
      this.conventions = conventions;
      this.blocks = blocks;
      this.own = own;
    }

    List<SkipRun> runs() {
      return runs;
    }

    /**
     * Reads one.
     *
     * @param name its name; empty if it is the only one
     * @param before the width of what is before it, if known
     */
    Stage read(SpaceSection section, String name, Optional<Width> before) {
      Set<String> same = new LinkedHashSet<>(section.names("same", MOST_KEYS));
      Set<String> owned = new LinkedHashSet<>(own);
      owned.addAll(section.names("own", MOST_KEYS));
      Scope scope = Scope.of(choices, name, same, owned, conventions);
      Pickable<Integer> depth = scope.pick(section, "depth", Kind.whole(1, DEEPEST));
      Pickable<Width> width = scope.pick(section, "width", Width.KIND);
      Pickable<Integer> stride = scope.pick(section, "stride", Kind.whole(1, 4), 1);
      boolean keepsShape =
          stride.values().equals(List.of(1))
              && width.choice() == Pickable.GIVEN
              && lastWidth.or(() -> before).filter(width.values().get(0)::equals).isPresent();
      int deepest = depth.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
      int firstLayer = layers;
      if (firstLayer + deepest > MOST_LAYERS) {
        throw section.error("depth", "a network has at most %,d layers".formatted(MOST_LAYERS));
      }
      List<Layer> read = new ArrayList<>();
      List<List<Integer>> skippable = new ArrayList<>();
      Optional<Integer> skip = Optional.empty();
      for (int n = 0; n < deepest; n++) {
        int from = choices.choices().size();
        boolean keeps = n > 0 || keepsShape;
        Layer layer = layer(section, scope, depth, n, keeps);
        read.add(layer);
        Optional<Integer> skipping = skipping(layer);
        if (keeps && skipping.isPresent() && layer.label().choice() != Pickable.GIVEN) {
          skip = skipping;
          skippable.add(IntStream.range(from, choices.choices().size()).boxed().toList());
        }
      }
      if (skip.isPresent() && depth.choice() != Pickable.GIVEN) {
        throw section.error(
            "depth", "layers are left out by their depth or by a skip; choose one of the two");
      }
      if (skippable.size() > 1 && same.isEmpty()) {
        runs.add(new SkipRun(skippable, skip.orElseThrow()));
      }
      lastWidth =
          width.choice() == Pickable.GIVEN ? Optional.of(width.values().get(0)) : Optional.empty();
      section.finish();
      return new Stage(name, firstLayer, depth, width, stride, List.copyOf(read));
    }

    /** The position of the operation that leaves the layer's input as it is. */
    private static Optional<Integer> skipping(Layer layer) {
      List<Block> operations = List.copyOf(layer.operations().values());
      return IntStream.range(0, operations.size())
          .filter(option -> operations.get(option).skips())
          .boxed()
          .findFirst();
    }

    private Layer layer(
        SpaceSection section, Scope stage, Pickable<Integer> depth, int n, boolean keepsShape) {
      Optional<Condition> condition = Optional.empty();
      if (depth.values().stream().anyMatch(d -> d <= n)) {
        Set<Integer> deep = new LinkedHashSet<>();
        for (int option = 0; option < depth.values().size(); option++) {
          if (depth.values().get(option) > n) {
            deep.add(option);
          }
        }
        condition = Optional.of(new Condition(depth.choice(), deep));
      }
      Scope scope = stage.layer("layer" + layers, condition);
      layers++;
      Optional<JsonNode> block = section.value("block");
      Optional<SpaceSection> operations = section.section("operations");
      if (block.isPresent() == operations.isPresent()) {
        throw section.error("", "a stage has either a block or operations to choose from");
      }
      if (block.isPresent()) {
        return new Layer(
            Pickable.given(""), Map.of("", blocks.read(section, "block", block.get(), scope)));
      }
      return choose(operations.get(), scope, keepsShape);
    }

    private Layer choose(SpaceSection section, Scope scope, boolean keepsShape) {
      Map<String, JsonNode> entries = new LinkedHashMap<>(section.entries());
      if (entries.isEmpty() || entries.size() > Scope.MOST_OPTIONS) {
        throw section.error("", "give 1 to %d operations".formatted(Scope.MOST_OPTIONS));
      }
      entries.keySet().forEach(label -> SpaceFile.checkName(section, label, label));
      entries.values().removeIf(use -> !keepsShape && isPlainSkip(use));
      if (entries.isEmpty()) {
        throw section.error("", "a layer that changes the shape can do more than skip");
      }
      List<String> labels = List.copyOf(entries.keySet());
      int choice =
          scope.isSame("operations") ? scope.sharedChoice(section, labels) : scope.choice(labels);
      Map<String, Block> operations = new LinkedHashMap<>();
      for (int option = 0; option < labels.size(); option++) {
        String label = labels.get(option);
        Scope under = scope.under(label, new Condition(choice, Set.of(option)));
        operations.put(label, blocks.read(section, label, entries.get(label), under));
      }
      return new Layer(new Pickable<>(choice, labels), operations);
    }

    private static boolean isPlainSkip(JsonNode use) {
      JsonNode settings = use.path("skip");
      boolean changes =
          settings.path("projection").asBoolean(false)
              || settings.path("factorised").asBoolean(false);
      return BlockReader.name(use).equals("skip") && !changes;
    }
  }

  @Override
  public int depth(Assembly net) {
    return net.at(depth);
  }

  @Override
  public Flow add(Assembly net, Flow flow) {
    int input = flow.last();
    int out = net.at(width).channels(net, net.channels(input), net.channels(input));
    int x = input;
    for (int n = 0; n < depth(net); n++) {
      Layer layer = layers.get(n);
      String label = net.at(layer.label());
      String at =
          (path.isEmpty() ? "" : path + ".")
              + "layer"
              + (firstLayer + n)
              + (label.isEmpty() ? "" : "." + label);
      Block.Fit fit = new Block.Fit(out, n == 0 ? net.at(stride) : 1);
      x = layer.operations().get(label).add(net, at, x, fit);
    }
    return Flow.of(x);
  }
}

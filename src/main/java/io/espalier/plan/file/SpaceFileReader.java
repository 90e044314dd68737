package io.espalier.plan.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.espalier.error.InputError;
import io.espalier.plan.Op.Activation.Function;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.ConditionalSpace;
import io.espalier.space.DigitNotation;
import io.espalier.space.Notation;
import io.espalier.space.OnceForAllNotation;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the file of a space. */
final class SpaceFileReader {

  private static final Map<String, Notation> NOTATIONS =
      Map.of(
          "none", Notation.NONE,
          "digits", new DigitNotation(),
          "once_for_all", new OnceForAllNotation());

  private static final int MOST_PARTS = 100;
  private static final int MOST_CHOICES = 1_000;
  private static final int LARGEST_SIDE = 2_048;

  private final SpaceSection file;
  private final ChoiceList choices = new ChoiceList();

  SpaceFileReader(SpaceSection file) {
    this.file = file;
  }

  SpaceFile run() {
    String name = file.text("name", "");
    if (name.isEmpty()) {
      throw file.missing("name");
    }
    SpaceFile.checkName(file, "name", name);
    // For people who read the file.
    file.text("summary", "");
    file.text("source", "");
    Scale scale =
        new Scale(
            file.required("channels", Kind.whole(1, Width.MOST)),
            file.value("cells", Kind.whole(1, MOST_PARTS), 1),
            input(),
            file.value("classes", Kind.whole(2, Width.MOST), 10));
    String given = file.text("notation", "none");
    Notation notation = NOTATIONS.get(given);
    if (notation == null) {
      throw file.unknown("notation", "notation", given, NOTATIONS.keySet());
    }
    NetworkParts parts = parts(scale);
    file.finish();
    if (choices.choices().isEmpty()) {
      choices.add(
          new ChoiceList.Entry(
              Choice.one("network", List.of(name)), Optional.empty(), Optional.empty(), "", ""));
    }
    if (choices.choices().size() > MOST_CHOICES) {
      throw new InputError(
          "the space %s has %d choices; at most %d are allowed"
              .formatted(name, choices.choices().size(), MOST_CHOICES));
    }
    SearchSpace space =
        new ConditionalSpace(name, choices.choices(), choices.conditions(), parts.runs(), notation);
    List<Architecture> covering = Covering.of(choices.entries(), name);
    if (covering.isEmpty()) {
      throw new InputError(
          "the options of %s have weights of their own in more than %,d combinations; let some share them (own)"
              .formatted(name, Covering.MOST));
    }
    SpaceFile read = new SpaceFile(name, scale, space, covering, parts);
    read.blueprint(scale, true);
    return read;
  }

  private Shape input() {
    SpaceSection input = file.section("input").orElseThrow(() -> file.missing("input"));
    int side = input.value("size", Kind.whole(1, LARGEST_SIDE), 32);
    Shape shape =
        new Shape(
            input.value("channels", Kind.whole(1, 64), 3),
            input.value("height", Kind.whole(1, LARGEST_SIDE), side),
            input.value("width", Kind.whole(1, LARGEST_SIDE), side));
    input.finish();
    return shape;
  }

  private NetworkParts parts(Scale scale) {
    Map<String, JsonNode> own =
        new LinkedHashMap<>(file.section("blocks").map(SpaceSection::entries).orElse(Map.of()));
    own.keySet().forEach(block -> SpaceFile.checkName(file, "blocks." + block, block));
    BlockReader blocks = new BlockReader(file, own);
    Conventions conventions = conventions(scale.channels());
    boolean headPerDepth = file.value("head_per_depth", Kind.FLAG, false);
    Set<String> owned = headPerDepth ? Set.of("depth") : Set.of();
    Scope outside = Scope.of(choices, "", Set.of(), owned, conventions);
    Pickable<Integer> resolution = outside.pick(file, "resolution", Kind.whole(1, LARGEST_SIDE), 0);
    List<NetworkParts.Piece> stem = pieces("stem", outside, blocks);
    Stage.Reader reader = new Stage.Reader(choices, conventions, blocks, owned);
    Optional<Width> before = lastWidth(stem);
    List<NetworkPart> stages = new ArrayList<>();
    Map<String, CellType> cells = cells(outside, blocks);
    Map<String, JsonNode> given = file.list("stages", MOST_PARTS);
    for (Map.Entry<String, JsonNode> stage : given.entrySet()) {
      String called = given.size() == 1 ? "" : "stage" + stages.size();
      SpaceSection section = file.section(stage.getValue(), stage.getKey(), "a stage");
      stages.add(
          section.value("cell").isPresent()
              ? CellStage.read(section, called, cells)
              : reader.read(section, called, before));
      before = Optional.empty();
    }
    if (headPerDepth && stages.size() != 1) {
      throw file.error("head_per_depth", "needs a network of one stage");
    }
    List<NetworkParts.Piece> head = pieces("head", outside, blocks);
    return new NetworkParts(
        resolution, stem, stages, head, headPerDepth, reader.runs(), conventions);
  }

  private Map<String, CellType> cells(Scope outside, BlockReader blocks) {
    Map<String, CellType> cells = new LinkedHashMap<>();
    Optional<SpaceSection> section = file.section("cell_types");
    section.ifPresent(
        definitions ->
            definitions
                .entries()
                .forEach(
                    (name, value) -> {
                      SpaceFile.checkName(definitions, name, name);
                      SpaceSection inner = definitions.section(value, name, "a cell");
                      String called = definitions.entries().size() == 1 ? "" : name;
                      cells.put(name, new CellTypeReader(inner, called, outside, blocks).run());
                    }));
    return cells;
  }

  private static Optional<Width> lastWidth(List<NetworkParts.Piece> stem) {
    if (stem.isEmpty()) {
      return Optional.empty();
    }
    Optional<Pickable<Width>> width = stem.get(stem.size() - 1).block().ownWidth();
    return width
        .filter(pickable -> pickable.choice() == Pickable.GIVEN)
        .map(pickable -> pickable.values().get(0));
  }

  private List<NetworkParts.Piece> pieces(String part, Scope scope, BlockReader blocks) {
    List<NetworkParts.Piece> pieces = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    file.list(part, MOST_PARTS)
        .forEach(
            (key, use) -> {
              // Blocks of different kinds have different paths; a projecting skip is a conv.
              String kind = BlockReader.name(use).replace("skip", "conv");
              String path = seen.add(kind) ? part : part + pieces.size();
              Scope inside = scope.layer(path, Optional.empty());
              pieces.add(new NetworkParts.Piece(path, blocks.read(file, key, use, inside)));
            });
    return pieces;
  }

  private Conventions conventions(int channels) {
    return new Conventions(
        channels,
        file.value("width_multiplier", Kind.number(0.01, 100), 1.0),
        file.value("divisor", Kind.whole(1, 64), 1),
        file.value("activation", Kind.ACTIVATION, Optional.of(Function.RELU)),
        (float) (double) file.value("norm_epsilon", Kind.number(1e-8, 0.1), 1e-5),
        file.section("squeeze_excitation").map(this::squeeze).orElse(squeeze(file.empty(""))));
  }

  private Conventions.Squeeze squeeze(SpaceSection section) {
    String of = section.text("of", "hidden");
    if (!Set.of("hidden", "input").contains(of)) {
      throw section.unknown("value", "of", of, Set.of("hidden", "input"));
    }
    Conventions.Squeeze squeeze =
        new Conventions.Squeeze(
            of.equals("input"),
            section.value("ratio", Kind.number(0.001, 1), 0.25),
            section.value("divisor", Kind.whole(1, 64), 1),
            function(section, "activation", Function.RELU),
            function(section, "gate", Function.SIGMOID));
    section.finish();
    return squeeze;
  }

  private static Function function(SpaceSection section, String key, Function standard) {
    return section
        .value(key, Kind.ACTIVATION, Optional.of(standard))
        .orElseThrow(() -> section.error(key, "needs a function"));
  }
}

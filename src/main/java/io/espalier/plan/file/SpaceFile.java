package io.espalier.plan.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.espalier.error.InputError;
import io.espalier.file.YamlText;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Op.Activation.Function;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.space.Choice;
import io.espalier.space.ConditionalSpace;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A search space written in a YAML file: stem, stages of layers, head, and choices wherever a list
 * stands in the place of a value. {@code docs/spaces.md} describes the format.
 */
public final class SpaceFile {

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,59}");
  private static final int MOST_PARTS = 100;
  private static final int MOST_CHOICES = 1_000;
  private static final int LARGEST_SIDE = 2_048;

  private final String name;
  private final String summary;
  private final Scale scale;
  private final SearchSpace space;
  private final ChoiceList choices;
  private final NetworkParts parts;

  private SpaceFile(
      String name,
      String summary,
      Scale scale,
      SearchSpace space,
      ChoiceList choices,
      NetworkParts parts) {
    this.name = name;
    this.summary = summary;
    this.scale = scale;
    this.space = space;
    this.choices = choices;
    this.parts = parts;
  }

  /**
   * Reads the text of a file.
   *
   * @param file its name, for messages
   * @throws InputError if it is no space; the message names the line and the column
   */
  public static SpaceFile parse(String text, String file) {
    return of(YamlText.parse(text, file), file);
  }

  /** As above, of a file that has been read. */
  public static SpaceFile of(YamlText.Parsed read, String file) {
    return new Reading(SpaceSection.of(file, read)).run();
  }

  /** The name of the space. */
  public String name() {
    return name;
  }

  /** A summary in one line; may be empty. */
  public String summary() {
    return summary;
  }

  /** The usual size of its networks. */
  public Scale scale() {
    return scale;
  }

  /** The space. */
  public SearchSpace space() {
    return space;
  }

  /**
   * The networks in a size.
   *
   * @param affine whether batch norms learn a scale and a shift
   * @throws InputError if they cannot be built in this size
   */
  public Blueprint blueprint(Scale size, boolean affine) {
    return new FileBlueprint(space, size, affine, choices.covering(name), parts);
  }

  static void checkName(SpaceSection section, String key, String given) {
    if (!NAME.matcher(given).matches()) {
      throw section.error(
          key,
          "'%s' is no name; letters, digits, _ and - are allowed, a letter first".formatted(given));
    }
  }

  /** Reads a file. */
  private static final class Reading {

    private final SpaceSection file;
    private final ChoiceList choices = new ChoiceList();

    Reading(SpaceSection file) {
      this.file = file;
    }

    SpaceFile run() {
      String name = file.text("name", "");
      if (name.isEmpty()) {
        throw file.missing("name");
      }
      checkName(file, "name", name);
      String summary = file.text("summary", "");
      file.text("source", "");
      Scale scale =
          new Scale(
              file.required("channels", Kind.whole(1, Width.MOST)),
              file.value("cells", Kind.whole(1, MOST_PARTS), 1),
              input(),
              file.value("classes", Kind.whole(2, Width.MOST), 10));
      NetworkParts parts = parts(scale);
      file.finish();
      if (choices.choices().isEmpty()) {
        choices.add(Choice.one("network", List.of(name)), Optional.empty(), Optional.empty());
      }
      if (choices.choices().size() > MOST_CHOICES) {
        throw new InputError(
            "the space %s has %d choices; at most %d are allowed"
                .formatted(name, choices.choices().size(), MOST_CHOICES));
      }
      SearchSpace space =
          new ConditionalSpace(
              name,
              choices.choices(),
              choices.conditions(),
              parts.runs(),
              ConditionalSpace.Notation.NONE);
      SpaceFile read = new SpaceFile(name, summary, scale, space, choices, parts);
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
      own.keySet().forEach(block -> checkName(file, "blocks." + block, block));
      BlockReader blocks = new BlockReader(file, own);
      Conventions conventions = conventions(scale.channels());
      boolean headPerDepth = file.value("head_per_depth", Kind.FLAG, false);
      Set<String> owned = headPerDepth ? Set.of("depth") : Set.of();
      Scope outside =
          new Scope(
              choices,
              "",
              "",
              Set.of(),
              owned,
              Optional.empty(),
              Optional.empty(),
              Map.of(),
              conventions,
              0);
      Pickable<Integer> resolution =
          outside.pick(file, "resolution", Kind.whole(1, LARGEST_SIDE), 0);
      List<NetworkParts.Piece> stem = pieces("stem", outside, blocks);
      Stage.Reader reader = new Stage.Reader(choices, conventions, blocks, owned);
      Optional<Width> before = lastWidth(stem);
      List<Stage> stages = new ArrayList<>();
      Map<String, JsonNode> given = file.list("stages", MOST_PARTS);
      for (Map.Entry<String, JsonNode> stage : given.entrySet()) {
        String called = given.size() == 1 ? "" : "stage" + stages.size();
        SpaceSection section = file.section(stage.getValue(), stage.getKey(), "a stage");
        stages.add(reader.read(section, called, before));
        before = Optional.empty();
      }
      if (headPerDepth && stages.size() != 1) {
        throw file.error("head_per_depth", "needs a network of one stage");
      }
      List<NetworkParts.Piece> head = pieces("head", outside, blocks);
      return new NetworkParts(
          resolution, stem, stages, head, headPerDepth, reader.runs(), conventions);
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
}

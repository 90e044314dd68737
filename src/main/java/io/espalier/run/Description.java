package io.espalier.run;

import io.espalier.catalogue.Catalogue;
import io.espalier.cost.CostKind;
import io.espalier.cost.CostKinds;
import io.espalier.cost.Costs;
import io.espalier.data.ImageSet;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Plan;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.SpaceKind;
import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.Mask;
import io.espalier.space.SearchSpace;
import io.espalier.supernet.train.strategy.Extremes;
import io.espalier.task.TableScores;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.ToDoubleFunction;

/** Describes architectures. */
public final class Description {

  private final SearchSpace space;
  private final Optional<Blueprint> blueprint;
  private final Catalogue<CostKind> kinds;

  private Description(SearchSpace space, Optional<Blueprint> blueprint, Catalogue<CostKind> kinds) {
    this.space = space;
    this.blueprint = blueprint;
    this.kinds = kinds;
  }

  /**
   * Describes architectures of a space at its published size.
   *
   * @param side the side of the images in pixels; 0 for the published one
   * @throws io.espalier.error.InputError if its networks do not fit this side
   */
  public static Description of(SpaceKind space, int side) {
    Scale size = space.published();
    Shape input = side == 0 ? size.input() : new Shape(size.input().channels(), side, side);
    Blueprint blueprint =
        space.blueprint(new Scale(size.channels(), size.cells(), input, size.classes()));
    return new Description(blueprint.space(), Optional.of(blueprint), CostKinds.ALL);
  }

  /**
   * Describes architectures of a run, at the size of its supernet.
   *
   * @throws io.espalier.error.InputError if the run's data or its table cannot be used
   */
  public static Description of(Run run) {
    Optional<Blueprint> blueprint =
        run.table()
            .map(TableScores::networks)
            .orElseGet(() -> Optional.of(run.task().networks().supernet()));
    return new Description(run.problem().space(), blueprint, run.catalogues().costs());
  }

  /**
   * Parses an architecture in any notation of the space.
   *
   * @throws io.espalier.error.InputError if it is not of the space
   */
  public Architecture read(String text) {
    return space.parse(text);
  }

  /** The network; empty if the space is made of the rows of a table. */
  public Optional<Plan> plan(Architecture architecture) {
    return blueprint.map(b -> b.plan(architecture));
  }

  /**
   * The space and the members with the fewest and the most MACs, by headings; the smallest is one
   * whose output depends on its input.
   */
  public Map<String, String> spaceFacts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("space", space.name());
    facts.put("networks", String.format(Locale.ROOT, "%,d", space.networks()));
    if (!space.networks().equals(space.size())) {
      facts.put("encodings", String.format(Locale.ROOT, "%,d", space.size()));
    }
    facts.put("mask_bits", Integer.toString(space.bits()));
    for (Choice choice : space.choices()) {
      String options = String.join(", ", choice.options());
      facts.put(choice.name(), (choice.picks() > 1 ? choice.picks() + " of " : "") + options);
    }
    blueprint.ifPresent(
        b -> {
          facts.put("size", size(b.scale()));
          ToDoubleFunction<Architecture> macs =
              architecture -> CostKinds.MACS.of().applyAsDouble(b.plan(architecture).live());
          addMember("smallest", b, Extremes.smallest(b, macs), facts);
          addMember("largest", b, Extremes.largest(b, macs), facts);
        });
    return facts;
  }

  private void addMember(
      String name, Blueprint built, Architecture found, Map<String, String> facts) {
    Architecture member = space.canonical(found);
    facts.put(name, member.id());
    Costs.of(built, member, kinds)
        .byColumn()
        .forEach((column, value) -> facts.put(name + "_" + column, decimals(value)));
  }

  /** Names, choices and costs, by their headings. */
  public Map<String, String> facts(Architecture architecture) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("space", space.name());
    facts.put("architecture", architecture.id());
    space.published(architecture).ifPresent(text -> facts.put("published", text));
    Architecture canonical = space.canonical(architecture);
    if (!canonical.equals(architecture)) {
      facts.put("same_network_as", canonical.id());
    }
    addChoices(architecture, facts);
    blueprint.ifPresent(b -> addCosts(b, architecture, facts));
    return facts;
  }

  private void addChoices(Architecture architecture, Map<String, String> facts) {
    BitSet silent = space.silentBits().map(bits -> bits.apply(architecture)).orElseGet(BitSet::new);
    int offset = 0;
    List<Choice> choices = space.choices();
    for (int c = 0; c < choices.size(); c++) {
      Choice choice = choices.get(c);
      StringJoiner picked = new StringJoiner(" + ");
      boolean says = false;
      for (int option : architecture.picks().get(c)) {
        picked.add(choice.options().get(option));
        says |= !silent.get(offset + option);
      }
      facts.put(choice.name(), picked + (says ? "" : " (without effect)"));
      offset += choice.options().size();
    }
  }

  private void addCosts(Blueprint built, Architecture architecture, Map<String, String> facts) {
    facts.put("size", size(built.scale()));
    Plan plan = built.plan(architecture);
    Costs live = Costs.of(built, architecture, kinds);
    Costs whole = Costs.of(plan, kinds);
    live.byColumn().forEach((column, value) -> facts.put(column, decimals(value)));
    if (whole.get(CostKinds.MACS) > live.get(CostKinds.MACS)) {
      // Benchmarks count these, too.
      whole
          .byColumn()
          .forEach((column, value) -> facts.put(column + "_with_dead_ends", decimals(value)));
    }
    facts.put("mask", Mask.of(space, architecture).toString());
  }

  private static String size(Scale scale) {
    Shape input = scale.input();
    String of =
        input.values() == 1
            ? "a vocabulary of %d".formatted(scale.classes())
            : "%d classes of images with %d channels of %s"
                .formatted(
                    scale.classes(),
                    input.channels(),
                    ImageSet.picture(input.width(), input.height()));
    return "%d channels, %d cells, for %s".formatted(scale.channels(), scale.cells(), of);
  }

  private static String decimals(double millions) {
    return String.format(Locale.ROOT, "%.6f", millions);
  }
}

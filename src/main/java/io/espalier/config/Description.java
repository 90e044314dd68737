package io.espalier.config;

import io.espalier.cost.Cost;
import io.espalier.cost.CostModel;
import io.espalier.data.ImageSet;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Plan;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.Blueprints;
import io.espalier.progress.Progress;
import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.Mask;
import io.espalier.space.SearchSpace;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** What an architecture is, in words. */
public final class Description {

  private final SearchSpace space;
  private final Optional<Blueprint> blueprint;

  private Description(SearchSpace space, Optional<Blueprint> blueprint) {
    this.space = space;
    this.blueprint = blueprint;
  }

  /**
   * Of architectures of a built-in space at its published size.
   *
   * @throws io.espalier.error.InputError if there is no such space
   */
  public static Description of(String space) {
    Blueprint blueprint = Blueprints.named(space, Blueprints.publishedScale(space));
    return new Description(blueprint.space(), Optional.of(blueprint));
  }

  /**
   * Of architectures of a run, at the size of its supernet.
   *
   * @throws io.espalier.error.InputError if the run's data or its table cannot be used
   */
  public static Description of(Config config, Progress progress) {
    Parts parts = new Parts(config, progress);
    boolean hasNetworks = !parts.isTabular() || !parts.tabular().isOwnSpace();
    return new Description(
        parts.space(), hasNetworks ? Optional.of(parts.blueprint()) : Optional.empty());
  }

  /**
   * Reads an architecture in any form that the space reads.
   *
   * @throws io.espalier.error.InputError if it is none of the space
   */
  public Architecture read(String text) {
    return space.parse(text);
  }

  /** What it computes; empty where a space is known by the rows of a table alone. */
  public Optional<Plan> plan(Architecture architecture) {
    return blueprint.map(b -> b.plan(architecture));
  }

  /** Names, choices and costs, by what they are. */
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
    Scale scale = built.scale();
    Shape input = scale.input();
    String of =
        input.values() == 1
            ? "a vocabulary of %d".formatted(scale.classes())
            : "%d classes of images with %d channels of %s"
                .formatted(
                    scale.classes(),
                    input.channels(),
                    ImageSet.picture(input.width(), input.height()));
    facts.put(
        "size", "%d channels, %d cells, for %s".formatted(scale.channels(), scale.cells(), of));
    Plan plan = built.plan(architecture);
    Cost live = CostModel.of(plan.live());
    facts.put("macs_millions", decimals(live.macsMillions()));
    facts.put("params_millions", decimals(live.paramsMillions()));
    Cost whole = CostModel.of(plan);
    if (whole.macsMillions() > live.macsMillions()) {
      // Benchmarks count these, too.
      facts.put("macs_millions_with_dead_ends", decimals(whole.macsMillions()));
      facts.put("params_millions_with_dead_ends", decimals(whole.paramsMillions()));
    }
    facts.put("mask", Mask.of(space, architecture).toString());
  }

  private static String decimals(double millions) {
    return String.format(Locale.ROOT, "%.6f", millions);
  }
}

package io.espalier.supernet.train.strategy;

import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Plan;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.SearchSpace;
import io.espalier.supernet.elastic.ChannelSorting;
import io.espalier.supernet.train.Paths;
import io.espalier.supernet.train.Phase;
import io.espalier.supernet.train.PlanSampler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The phases of {@link ProgressiveShrinking} in a space. */
final class ShrinkingSampler implements PlanSampler {

  /** The number at the end of an option: {@code kernel_7}. */
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?$");

  private final ProgressiveShrinking settings;
  private final StrategyKind.Subject subject;
  private final Architecture largest;
  private final List<Freedom> freedoms;
  private final Optional<ChannelSorting> sorting;
  private final List<Part> parts;
  private final Plan teacher;

  /** What is drawn in a phase in addition to what is drawn in those before it. */
  private enum Freedom {
    NONE(""),
    KERNEL("kernel"),
    DEPTH("depth"),
    WIDTH("expand|width|hidden");

    private final String words;

    Freedom(String words) {
      this.words = words;
    }

    /** The phase from which a choice is drawn. */
    static Freedom of(Choice choice) {
      String word = choice.name().substring(choice.name().lastIndexOf(' ') + 1);
      return Stream.of(values()).filter(f -> word.matches(f.words)).findFirst().orElse(NONE);
    }

    double share(ProgressiveShrinking settings) {
      return switch (this) {
        case NONE -> settings.largest();
        case KERNEL -> settings.kernel();
        case DEPTH -> settings.depth();
        case WIDTH -> settings.width();
      };
    }
  }

  /** A phase with its share of all steps, and that of those before it. */
  private record Part(Freedom freedom, double before, double share) {

    long from(long steps) {
      return Math.round(before * steps);
    }

    long to(long steps) {
      return Math.round((before + share) * steps);
    }
  }

  ShrinkingSampler(ProgressiveShrinking settings, StrategyKind.Subject subject) {
    this.settings = settings;
    this.subject = subject;
    SearchSpace space = subject.blueprint().space();
    this.freedoms = space.choices().stream().map(Freedom::of).toList();
    if (freedoms.stream().allMatch(Freedom.NONE::equals)) {
      throw new InputError(
          "the strategy progressive_shrinking needs choices whose names end with kernel, depth, expand, hidden or width, and %s has none; use the strategy single_path"
              .formatted(space.name()));
    }
    this.largest = largest(subject);
    this.parts = parts();
    this.teacher = subject.blueprint().plan(largest).live();
    this.sorting =
        settings.sort()
            ? Optional.of(ChannelSorting.of(subject.blueprint(), largest))
                .filter(found -> found.groups() > 0)
            : Optional.empty();
  }

  /**
   * The largest network. Where a choice has no effect in it, it has the largest number, for the
   * networks in which it has one.
   */
  private Architecture largest(StrategyKind.Subject of) {
    Architecture found = Extremes.largest(of.blueprint(), of.macs());
    List<Choice> choices = of.blueprint().space().choices();
    for (int c = 0; c < choices.size(); c++) {
      Optional<Integer> option = largestNumber(choices.get(c));
      if (freedoms.get(c) != Freedom.NONE && option.isPresent()) {
        found = found.with(c, List.of(option.get()));
      }
    }
    return found;
  }

  private static Optional<Integer> largestNumber(Choice choice) {
    List<Double> numbers = new ArrayList<>();
    for (String option : choice.options()) {
      Matcher number = NUMBER.matcher(option);
      numbers.add(number.find() ? Double.parseDouble(number.group()) : Double.NaN);
    }
    return choice.picks() > 1 || numbers.contains(Double.NaN)
        ? Optional.empty()
        : IntStream.range(0, numbers.size())
            .boxed()
            .max((a, b) -> Double.compare(numbers.get(a), numbers.get(b)));
  }

  /** As in the last phase, in which everything is drawn. */
  @Override
  public Paths sample(Seed step) {
    return drawn(Freedom.WIDTH, step);
  }

  @Override
  public Phase phase(long step, long steps) {
    long at = Math.min(step, steps - 1);
    Part part =
        parts.stream()
            .filter(p -> p.from(steps) <= at && at < p.to(steps))
            .findFirst()
            .orElseThrow();
    Phase phase =
        new Phase(
            seed -> drawn(part.freedom(), seed), part.from(steps), part.to(steps), 1, null, null);
    if (part.freedom() == Freedom.NONE) {
      return phase;
    }
    Part first = parts.get(0);
    long since = first.freedom() == Freedom.NONE ? first.to(steps) : 0;
    return new Phase(
        phase.plans(),
        phase.from(),
        phase.to(),
        settings.laterRate(),
        part.freedom() == Freedom.WIDTH ? sorting.orElse(null) : null,
        settings.distil() > 0 ? new Phase.Teaching(teacher, since, settings.distil()) : null);
  }

  /** The phases that the space has choices for. */
  private List<Part> parts() {
    List<Freedom> present =
        Stream.of(Freedom.values())
            .filter(f -> f == Freedom.NONE || freedoms.contains(f))
            .filter(f -> f.share(settings) > 0)
            .toList();
    double sum = present.stream().mapToDouble(f -> f.share(settings)).sum();
    if (present.isEmpty()) {
      throw new InputError(
          "progressive shrinking has no share of the steps for any choice of %s; give the shares largest, kernel, depth and width"
              .formatted(subject.blueprint().space().name()));
    }
    List<Part> parts = new ArrayList<>();
    double before = 0;
    for (Freedom freedom : present) {
      double share = freedom.share(settings) / sum;
      // The last one ends with the training, however shares are rounded.
      boolean last = parts.size() == present.size() - 1;
      parts.add(new Part(freedom, before, last ? 1 - before : share));
      before += share;
    }
    return parts;
  }

  private Paths drawn(Freedom freedom, Seed step) {
    boolean fixed = freedom == Freedom.NONE && !freedoms.contains(Freedom.NONE);
    int networks = freedom == Freedom.NONE ? 1 : settings.networks();
    List<Plan> plans = new ArrayList<>();
    for (int n = 0; n < networks; n++) {
      Architecture drawn = fixed ? largest : drawn(freedom, step.derive(n), 0);
      plans.add(subject.blueprint().plan(drawn));
    }
    return Paths.summed(plans);
  }

  private Architecture drawn(Freedom freedom, Seed seed, int tries) {
    Blueprint blueprint = subject.blueprint();
    Architecture drawn = subject.sampler().sample(tries == 0 ? seed : seed.derive(tries));
    for (int c = 0; c < freedoms.size(); c++) {
      if (freedoms.get(c).compareTo(freedom) > 0) {
        drawn = drawn.with(c, largest.picks().get(c));
      }
    }
    boolean suits = blueprint.space().isValid(drawn) && blueprint.plan(drawn).readsImages();
    // The largest network is one of each phase.
    return suits ? drawn : tries < 100 ? drawn(freedom, seed, tries + 1) : largest;
  }
}

package io.espalier.search;

import io.espalier.catalogue.Options;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Outcome;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Local search by first improvement (White, Nolen and Savani, "Exploring the Loss Landscape in
 * Neural Architecture Search", UAI 2021): from a random start it visits the neighbours in random
 * order, moves to the first better one, and starts again when none is better.
 *
 * <p>Known neighbours are moved to without being proposed again. In batches and asynchronous use,
 * several neighbours of one centre are pending at a time; when all are pending, and the climb
 * cannot be decided yet, further random architectures are proposed, among which the next climb
 * begins. Outcomes that it never proposed count as starts as long as no climb has begun.
 */
public final class LocalSearcher implements Restorable {

  /** How it can be named. */
  public static final SearcherKind<LocalSearchSettings> KIND =
      new SearcherKind<>(
          "local_search",
          "from a random start to the first better neighbour, and so on",
          new Options<>(
              LocalSearchSettings.class,
              """
              # Number of random architectures, the best of which is the start of a climb
              starts: 1
              ---
              starts: [1, 1000000]
              """),
          LocalSearcher::new);

  private final LocalSearchSettings settings;
  private final Seed seed;
  private final SearchSpace space;
  private final FeasibleSet feasible;
  private final Archive archive;
  private final FreshSampler fresh;

  /** Estimates by canonical form. */
  private final Map<Architecture, Estimate> known = new HashMap<>();

  /** The architectures that were proposed and not told yet, by canonical form. */
  private final Set<Architecture> underWay = new HashSet<>();

  /** The random starts among them. */
  private final Set<Architecture> startsUnderWay = new HashSet<>();

  /** The starts told for the next climb. */
  private final List<Estimate> starts = new ArrayList<>();

  private long proposed;
  private long climbs;
  private long moves;

  /** The current position of the climb; null between two climbs. */
  private Estimate centre;

  /** The neighbours of the centre by canonical form. */
  private Map<Architecture, Architecture> neighbours = Map.of();

  /** The neighbours not visited yet, by canonical form. */
  private final Deque<Architecture> unvisited = new ArrayDeque<>();

  /**
   * A local search of the architectures of {@code space} within {@code limits}.
   *
   * @throws io.espalier.error.InputError if no architecture meets the limits
   */
  public LocalSearcher(
      SearchSpace space, List<Limit> limits, LocalSearchSettings settings, Seed seed) {
    this.settings = settings;
    this.seed = seed.derive("local search");
    this.space = space;
    this.feasible = new FeasibleSet(space, limits);
    this.archive = new Archive(space);
    this.fresh = new FreshSampler(feasible, archive);
  }

  @Override
  public List<Proposal> ask(int count) {
    List<Proposal> proposals = new ArrayList<>(count);
    while (proposals.size() < count) {
      Optional<Proposal> proposal = propose();
      if (proposal.isEmpty()) {
        break;
      }
      Architecture architecture = proposal.get().architecture();
      archive.add(architecture);
      underWay.add(space.canonical(architecture));
      proposed++;
      proposals.add(proposal.get());
    }
    return proposals;
  }

  private Optional<Proposal> propose() {
    while (centre != null || starts.size() >= settings.starts()) {
      if (centre == null) {
        beginClimb();
      }
      Optional<Proposal> neighbour = nextNeighbour();
      if (neighbour.isPresent()) {
        return neighbour;
      }
      if (neighbours.keySet().stream().anyMatch(underWay::contains)) {
        return randomStart("random start of the next climb, neighbours being under way");
      }
      centre = null;
    }
    return randomStart("random start of climb " + (climbs + 1));
  }

  private Optional<Proposal> randomStart(String why) {
    Optional<Architecture> drawn = fresh.draw(seed.derive(proposed).generator());
    drawn.ifPresent(a -> startsUnderWay.add(space.canonical(a)));
    return drawn.map(a -> new Proposal(a, why));
  }

  private void beginClimb() {
    Estimate best = Collections.max(starts, Comparator.comparingDouble(Estimate::score));
    starts.clear();
    climbs++;
    moveTo(best);
  }

  private void moveTo(Estimate estimate) {
    stayAt(estimate);
    List<Architecture> order = new ArrayList<>(neighbours.keySet());
    long shuffle = seed.derive("moves").derive(moves++).generator().nextLong();
    Collections.shuffle(order, new Random(shuffle));
    unvisited.addAll(order);
  }

  /** Makes an estimate the centre, with its neighbours, none of which is to be visited yet. */
  private void stayAt(Estimate estimate) {
    centre = estimate;
    neighbours = new LinkedHashMap<>();
    for (Architecture neighbour : space.neighbours(estimate.architecture())) {
      neighbours.putIfAbsent(space.canonical(neighbour), neighbour);
    }
    unvisited.clear();
  }

  /** The next neighbour to estimate, after moves to better ones that are known already. */
  private Optional<Proposal> nextNeighbour() {
    while (!unvisited.isEmpty()) {
      Architecture canonical = unvisited.remove();
      Estimate estimate = known.get(canonical);
      Architecture neighbour = neighbours.get(canonical);
      if (estimate != null) {
        moveIfBetter(estimate);
      } else if (!archive.contains(neighbour) && feasible.contains(neighbour)) {
        return Optional.of(new Proposal(neighbour, why()));
      }
    }
    return Optional.empty();
  }

  private String why() {
    return String.format(
        Locale.ROOT,
        "neighbour %d of %d of %s (%.2f), climb %d",
        neighbours.size() - unvisited.size(),
        neighbours.size(),
        centre.architecture().id(),
        centre.score(),
        climbs);
  }

  private void moveIfBetter(Estimate estimate) {
    if (estimate.score() > centre.score() && feasible.contains(estimate.architecture())) {
      moveTo(estimate);
    }
  }

  @Override
  public void tell(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      Architecture canonical = space.canonical(outcome.architecture());
      archive.add(outcome.architecture());
      boolean stranger = !underWay.remove(canonical);
      boolean start = startsUnderWay.remove(canonical) || (stranger && climbs == 0);
      if (outcome instanceof Estimate estimate) {
        known.put(canonical, estimate);
        if (centre != null && neighbours.containsKey(canonical)) {
          moveIfBetter(estimate);
        } else if (start && feasible.contains(estimate.architecture())) {
          starts.add(estimate);
        }
      }
    }
  }

  /**
   * Lines with the counts of climbs and moves, the centre, the starts told for the next climb, and
   * the neighbours not visited yet.
   */
  @Override
  public Optional<String> notes() {
    return fresh.followsFromArchive()
        ? Optional.of(
            String.join(
                "\n",
                climbs + " " + moves,
                centre == null ? "" : centre.architecture().id(),
                Ids.of(starts.stream().map(Estimate::architecture)),
                Ids.of(unvisited.stream())))
        : Optional.empty();
  }

  @Override
  public void restore(List<Outcome> told, String notes) {
    String[] lines = notes.split("\n", -1);
    long[] counts = Stream.of(lines[0].split(" ")).mapToLong(Long::parseLong).toArray();
    climbs = counts[0];
    moves = counts[1];
    proposed = told.size();
    tell(told);
    starts.clear();
    Ids.parse(lines[1], space).forEach(a -> stayAt(known.get(space.canonical(a))));
    Ids.parse(lines[2], space).forEach(a -> starts.add(known.get(space.canonical(a))));
    Ids.parse(lines[3], space).forEach(unvisited::add);
  }
}

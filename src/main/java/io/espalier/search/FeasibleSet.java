package io.espalier.search;

import io.espalier.error.InputError;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * The valid architectures of a space that keep all limits. It is never empty.
 *
 * <p>A limit whose measure is a sum over the mask's bits is one more half-space of the region that
 * searchers sample from; other limits are asked architecture by architecture. Immutable and safe
 * for several threads.
 */
public final class FeasibleSet {

  /** Draws from the whole space before a sample is drawn by walking from a member instead. */
  private static final int REJECTION_TRIES = 64;

  /** Draws from a listing, as a share of its size, before it is looked through: one in so many. */
  private static final int LISTING_SHARE = 100;

  /** Sweeps over all choices that a walk makes from a known member. */
  private static final int SWEEPS = 20;

  private final SearchSpace space;
  private final List<Limit> limits;
  private final BitLayout layout;
  private final List<Optional<LinearMeasure>> linear = new ArrayList<>();
  private final List<HalfSpace> halfSpaces = new ArrayList<>();
  private final boolean halfSpacesSuffice;
  private final GibbsWalk walk;
  private final int[] start;

  /** The members among the space's listing, once they were needed; the same whoever makes them. */
  private volatile List<Architecture> listed;

  /**
   * The architectures of {@code space} within {@code limits}.
   *
   * @throws InputError if no architecture meets the limits; the message names the smallest or
   *     largest reachable value and what to do
   */
  public FeasibleSet(SearchSpace space, List<Limit> limits) {
    this(space, limits, true);
  }

  /** As above; whether regressors may learn from the path features of the networks. */
  public FeasibleSet(SearchSpace space, List<Limit> limits, boolean withPathFeatures) {
    this.space = space;
    this.limits = List.copyOf(limits);
    this.layout = new BitLayout(space, withPathFeatures);
    // What is feasible must not depend on the seed of a search.
    Seed seed = new Seed(0).derive("feasible set");
    boolean suffice = layout.isProduct();
    for (Limit limit : this.limits) {
      Optional<LinearMeasure> sum =
          LinearMeasure.fit(layout, limit.measure(), seed.derive(limit.name()).generator());
      sum.ifPresent(measure -> addHalfSpaces(measure, limit));
      suffice &= sum.isPresent();
      linear.add(sum);
    }
    halfSpacesSuffice = suffice;
    walk = new GibbsWalk(layout, halfSpaces, furtherTest());
    start = layout.slots(start(seed.derive("start")));
  }

  /** A member. */
  private Architecture start(Seed seed) {
    // Descents from neighbour to neighbour would get stuck between the rows of a sparse table.
    return wholeListing()
        .flatMap(all -> all.stream().filter(this::isFeasible).findFirst())
        .orElseGet(() -> new FeasibleStart(space, limits, this::reach).find(seed));
  }

  /** The listing of the space, if nothing else is valid. */
  private Optional<List<Architecture>> wholeListing() {
    return space.listing().filter(all -> space.size().equals(BigInteger.valueOf(all.size())));
  }

  private void addHalfSpaces(LinearMeasure measure, Limit limit) {
    if (limit.maximum() < Double.POSITIVE_INFINITY) {
      halfSpaces.add(measure.upTo(limit.maximum()));
    }
    if (limit.minimum() > Double.NEGATIVE_INFINITY) {
      halfSpaces.add(measure.from(limit.minimum()));
    }
  }

  /** The space that is limited. */
  public SearchSpace space() {
    return space;
  }

  /** The bits of the space. */
  public BitLayout layout() {
    return layout;
  }

  /** Whether {@code architecture}, which must fit the choices, is valid and keeps all limits. */
  public boolean contains(Architecture architecture) {
    return space.isValid(architecture) && limits.stream().allMatch(l -> l.allows(architecture));
  }

  /** Whether some limit is no half-space, so that many architectures are asked for one draw. */
  public boolean isDearToSample() {
    return linear.stream().anyMatch(Optional::isEmpty);
  }

  /** The half-spaces of the linear limits; up to rounding, they hold the whole set. */
  public List<HalfSpace> halfSpaces() {
    return List.copyOf(halfSpaces);
  }

  /**
   * The test that a {@link GibbsWalk} makes beyond {@link #halfSpaces()} to stay in this set:
   * validity and the limits that are no half-spaces.
   */
  public Predicate<int[]> furtherTest() {
    return halfSpacesSuffice
        ? GibbsWalk.NO_FURTHER_TEST
        : slots -> isInsideBeyondHalfSpaces(layout.architecture(slots));
  }

  /** The test that keeps a {@link GibbsWalk} among valid architectures, limits aside. */
  public Predicate<int[]> validityTest() {
    return layout.isProduct()
        ? GibbsWalk.NO_FURTHER_TEST
        : slots -> space.isValid(layout.architecture(slots));
  }

  private boolean isInsideBeyondHalfSpaces(Architecture architecture) {
    if (!layout.isProduct() && !space.isValid(architecture)) {
      return false;
    }
    for (int l = 0; l < limits.size(); l++) {
      if (linear.get(l).isEmpty() && !limits.get(l).allows(architecture)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Draws a member. Where the space has a {@linkplain SearchSpace#listing() listing}, every member
   * on it has the same probability. Elsewhere, while at least about one architecture in {@value
   * #REJECTION_TRIES} is feasible, every member has; under tighter limits a Gibbs walk of {@value
   * #SWEEPS} sweeps from a known member draws approximately uniformly what single changes connect
   * with it.
   */
  public Architecture sample(RandomGenerator random) {
    // To look through a listing costs as much as a draw for each network on it.
    int tries =
        Math.max(REJECTION_TRIES, space.listing().map(all -> all.size() / LISTING_SHARE).orElse(0));
    for (int t = 0; t < tries; t++) {
      Architecture drawn = space.sample(random);
      if (limits.isEmpty() || isFeasible(drawn)) {
        return drawn;
      }
    }
    List<Architecture> members = listed();
    if (!members.isEmpty()) {
      return members.get(random.nextInt(members.size()));
    }
    int[] slots = start.clone();
    walk.walk(slots, SWEEPS, random);
    Architecture end = layout.architecture(slots);
    // A half-space lets masks in that rounding alone keeps out of its limit.
    return contains(end) ? end : layout.architecture(start);
  }

  /** The members on the space's listing; none if it has no listing. */
  private List<Architecture> listed() {
    if (listed == null) {
      listed = space.listing().stream().flatMap(List::stream).filter(this::isFeasible).toList();
    }
    return listed;
  }

  /** As {@link #contains} for a valid architecture, with the cheap tests first. */
  private boolean isFeasible(Architecture valid) {
    int[] slots = layout.slots(valid);
    for (HalfSpace halfSpace : halfSpaces) {
      if (!halfSpace.contains(slots)) {
        return false;
      }
    }
    return limits.stream().allMatch(limit -> limit.allows(valid));
  }

  /**
   * All members, if there are at most {@code most} to look at; otherwise empty. What is looked at
   * is the space's listing, so that every network comes once, or else every combination of picks.
   */
  public Optional<List<Architecture>> enumerate(int most) {
    Optional<List<Architecture>> listing = space.listing();
    if (listing.isPresent()) {
      return listing
          .filter(all -> all.size() <= most)
          .map(
              all ->
                  all.stream()
                      .filter(this::isFeasible)
                      .collect(Collectors.toCollection(ArrayList::new)));
    }
    if (layout.combinations().bitLength() > 31 || layout.combinations().longValue() > most) {
      return Optional.empty();
    }
    List<Architecture> members = new ArrayList<>();
    enumerate(new int[layout.slots()], 0, members);
    return Optional.of(members);
  }

  private void enumerate(int[] slots, int slot, List<Architecture> members) {
    if (slot == slots.length) {
      Architecture architecture = layout.architecture(slots);
      if (space.isValid(architecture) && isFeasible(architecture)) {
        members.add(architecture);
      }
      return;
    }
    boolean sameChoice = slot > 0 && layout.firstBit(slot - 1) == layout.firstBit(slot);
    int first = sameChoice ? slots[slot - 1] + 1 : layout.firstBit(slot);
    for (int bit = first; bit < layout.endBit(slot); bit++) {
      slots[slot] = bit;
      enumerate(slots, slot + 1, members);
    }
  }

  /**
   * How far the measure of {@code limit}, one of this set's, reaches over the whole space, other
   * limits aside. Exact where the measure is a sum over the mask's bits; otherwise the best of a
   * few local descents or, where the space lists all that is valid, exact as well.
   */
  public Reach reach(Limit limit) {
    Optional<List<Architecture>> all = wholeListing();
    if (all.isPresent()) {
      return Reach.ofListing(all.get(), limit);
    }
    Optional<LinearMeasure> sum = linear.get(limits.indexOf(limit));
    return sum.isPresent() ? Reach.ofSum(layout, sum.get(), limit) : Reach.descended(space, limit);
  }
}

package io.espalier.space;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A search space: its choices, which combinations of picks are networks, and which of them are the
 * same network.
 *
 * <p>Implementations are immutable and safe for use by several threads.
 */
public interface SearchSpace {

  /** How many random draws {@link #sample} makes before it gives up on finding a valid one. */
  int SAMPLE_TRIES = 100_000;

  /** The name under which configurations and files know this space. */
  String name();

  /** The choices, in the order of their bits in the mask. */
  List<Choice> choices();

  /** The exact number of valid architectures: unless a space says otherwise, of all picks. */
  default BigInteger size() {
    return choices().stream()
        .map(Choice::combinations)
        .reduce(BigInteger.ONE, BigInteger::multiply);
  }

  /**
   * Whether these picks, which must fit the choices, make a network: unless a space says otherwise,
   * all do.
   */
  default boolean isValid(Architecture architecture) {
    checkFits(architecture);
    return true;
  }

  /**
   * The representative of all architectures that compute the same function with the same weights'
   * shapes. Idempotent, and valid wherever {@code architecture} is.
   */
  default Architecture canonical(Architecture architecture) {
    return architecture;
  }

  /**
   * Every network once, where the space is known by a list, as that of a table is: searchers then
   * choose from the list, in which two networks never have one {@linkplain #canonical canonical}
   * form. Empty where it is known by its choices.
   */
  default Optional<List<Architecture>> listing() {
    return Optional.empty();
  }

  /**
   * Finds the bits of a valid architecture's mask that say nothing of its network, such as those of
   * absent edges and of operations in parts that are cut off: two networks have nothing in common
   * by picking the same there. Empty where every bit says something.
   */
  default Optional<Function<Architecture, BitSet>> silentBits() {
    return Optional.empty();
  }

  /** What is so of the networks however they are encoded; empty where the picks say it all. */
  default Optional<PathFeatures> pathFeatures() {
    return Optional.empty();
  }

  /** The number of options of all choices together: the length of a mask. */
  default int bits() {
    return choices().stream().mapToInt(choice -> choice.options().size()).sum();
  }

  /**
   * Draws a valid architecture; every valid one has the same probability or, where there is a
   * {@linkplain #listing() listing}, every network on it.
   *
   * @throws IllegalStateException if no valid one turned up in {@link #SAMPLE_TRIES} draws
   */
  default Architecture sample(RandomGenerator random) {
    Optional<List<Architecture>> listing = listing();
    if (listing.isPresent()) {
      return listing.get().get(random.nextInt(listing.get().size()));
    }
    for (int t = 0; t < SAMPLE_TRIES; t++) {
      List<List<Integer>> picks = new ArrayList<>(choices().size());
      for (Choice choice : choices()) {
        picks.add(samplePick(choice, random));
      }
      Architecture drawn = new Architecture(name(), picks);
      if (isValid(drawn)) {
        return drawn;
      }
    }
    throw new IllegalStateException(
        "no valid architecture of %s in %d draws; loosen the space's validity rule"
            .formatted(name(), SAMPLE_TRIES));
  }

  /**
   * All valid architectures that differ from {@code architecture} in one picked option of one
   * choice, in the order of the choices.
   */
  default List<Architecture> neighbours(Architecture architecture) {
    List<Architecture> found = new ArrayList<>();
    for (int c = 0; c < choices().size(); c++) {
      for (List<Integer> pick : alternatives(c, architecture.picks().get(c))) {
        Architecture neighbour = architecture.with(c, pick);
        if (isValid(neighbour)) {
          found.add(neighbour);
        }
      }
    }
    return found;
  }

  /** All picks at choice {@code c} that differ from {@code pick} in one option. */
  default List<List<Integer>> alternatives(int c, List<Integer> pick) {
    int options = choices().get(c).options().size();
    List<List<Integer>> found = new ArrayList<>();
    for (Integer dropped : pick) {
      for (int option = 0; option < options; option++) {
        if (!pick.contains(option)) {
          List<Integer> changed = new ArrayList<>(pick);
          changed.set(pick.indexOf(dropped), option);
          found.add(changed.stream().sorted().toList());
        }
      }
    }
    return found;
  }

  /**
   * An architecture as the space's benchmark writes it; empty where there is no such way. {@link
   * #parse} reads it, too.
   */
  default Optional<String> published(Architecture architecture) {
    return Optional.empty();
  }

  /**
   * Reads what {@link #published} writes; empty for what does not look like it.
   *
   * @throws io.espalier.error.InputError if it looks like it but is not
   */
  default Optional<Architecture> readPublished(String text) {
    return Optional.empty();
  }

  /**
   * Reads an architecture: an {@linkplain Architecture#id() id}, what the space's benchmark writes,
   * or a mask of {@code 0} and {@code 1}.
   *
   * @throws io.espalier.error.InputError if it does not fit the choices or is not valid; the
   *     message says which part and what is allowed
   */
  default Architecture parse(String id) {
    return ArchitectureText.parse(this, id);
  }

  /**
   * Says what keeps {@code architecture} from fitting the choices.
   *
   * @throws io.espalier.error.InputError if it is of another space, or a pick is missing, out of
   *     range or doubled
   */
  default void checkFits(Architecture architecture) {
    ArchitectureText.checkFits(this, architecture);
  }

  private static List<Integer> samplePick(Choice choice, RandomGenerator random) {
    int options = choice.options().size();
    Set<Integer> pick = new LinkedHashSet<>();
    while (pick.size() < choice.picks()) {
      pick.add(random.nextInt(options));
    }
    return List.copyOf(pick);
  }
}

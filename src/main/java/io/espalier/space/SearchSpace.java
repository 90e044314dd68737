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

  /** The number of random draws after which {@link #sample} gives up. */
  int SAMPLE_TRIES = 100_000;

  /** The name under which configurations and files know this space. */
  String name();

  /** The choices, in the order of their bits in the mask. */
  List<Choice> choices();

  /** The exact number of valid architectures. By default, every combination of picks is one. */
  default BigInteger size() {
    return choices().stream()
        .map(Choice::combinations)
        .reduce(BigInteger.ONE, BigInteger::multiply);
  }

  /**
   * The number of different networks, as far as the space knows which architectures build the same
   * one. By default, every valid architecture is a network of its own.
   */
  default BigInteger networks() {
    return size();
  }

  /** Whether these picks, which must fit the choices, form a valid network. By default, all do. */
  default boolean isValid(Architecture architecture) {
    checkFits(architecture);
    return true;
  }

  /**
   * The representative of all architectures that compute the same function with weights of the same
   * shapes. Idempotent, and valid wherever {@code architecture} is.
   */
  default Architecture canonical(Architecture architecture) {
    return architecture;
  }

  /**
   * Every network once, where the space is defined by a list, as a table's is: searchers then
   * choose from the list, in which no two networks have the same {@linkplain #canonical canonical}
   * form. Empty where the space is defined by its choices.
   */
  default Optional<List<Architecture>> listing() {
    return Optional.empty();
  }

  /**
   * Finds the bits of a valid architecture's mask that do not affect its network, such as those of
   * absent edges and of operations in disconnected parts: equal picks there do not make two
   * networks more similar. Empty where every bit matters.
   */
  default Optional<Function<Architecture, BitSet>> silentBits() {
    return Optional.empty();
  }

  /**
   * Features of the networks that do not depend on the encoding; empty where the picks describe a
   * network completely.
   */
  default Optional<PathFeatures> pathFeatures() {
    return Optional.empty();
  }

  /** The number of options of all choices together: the length of a mask. */
  default int bits() {
    return choices().stream().mapToInt(choice -> choice.options().size()).sum();
  }

  /**
   * Draws a valid architecture uniformly; where there is a {@linkplain #listing() listing},
   * uniformly from its networks.
   *
   * @throws IllegalStateException if {@link #SAMPLE_TRIES} draws gave no valid one
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
   * An architecture in the notation of the space's benchmark; empty if there is none. {@link
   * #parse} also reads it.
   */
  default Optional<String> published(Architecture architecture) {
    return Optional.empty();
  }

  /**
   * Reads the notation of {@link #published}; empty for a text that does not look like it.
   *
   * @throws io.espalier.error.InputError if it looks like it but is malformed
   */
  default Optional<Architecture> readPublished(String text) {
    return Optional.empty();
  }

  /**
   * Reads an architecture: an {@linkplain Architecture#id() id}, the notation of the space's
   * benchmark, or a mask of {@code 0} and {@code 1}.
   *
   * @throws io.espalier.error.InputError if it does not fit the choices or is not valid; the
   *     message says which part and what is allowed
   */
  default Architecture parse(String id) {
    return ArchitectureText.parse(this, id);
  }

  /**
   * Checks that {@code architecture} fits the choices.
   *
   * @throws io.espalier.error.InputError if it belongs to another space, or a pick is missing, out
   *     of range or repeated
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

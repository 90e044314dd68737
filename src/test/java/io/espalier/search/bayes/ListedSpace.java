package io.espalier.search.bayes;

import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.SearchSpace;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Those architectures of a space that are on a list, as the rows of a table are. */
final class ListedSpace implements SearchSpace {

  private final SearchSpace space;
  private final List<Architecture> listing;
  private final Set<Architecture> members;

  ListedSpace(SearchSpace space, List<Architecture> listing) {
    this.space = space;
    this.listing = List.copyOf(listing);
    this.members = new HashSet<>(listing);
  }

  @Override
  public String name() {
    return space.name();
  }

  @Override
  public List<Choice> choices() {
    return space.choices();
  }

  @Override
  public BigInteger size() {
    return BigInteger.valueOf(listing.size());
  }

  @Override
  public boolean isValid(Architecture architecture) {
    return members.contains(architecture);
  }

  @Override
  public Optional<List<Architecture>> listing() {
    return Optional.of(listing);
  }
}

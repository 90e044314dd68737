package io.espalier.synthetic;

import io.espalier.space.Choice;
import io.espalier.space.SearchSpace;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A space without networks: a number of choices with the same number of options each, every
 * combination valid.
 */
public final class OptionSpace implements SearchSpace {

  /** The name of such a space. */
  public static final String NAME = "options";

  private final List<Choice> choices;
  private final BigInteger size;

  /** A space of {@code choices} choices of one of {@code options} options. */
  public OptionSpace(int choices, int options) {
    List<String> names = IntStream.range(0, options).mapToObj(o -> "option" + o).toList();
    this.choices =
        IntStream.range(0, choices).mapToObj(c -> Choice.one("choice" + c, names)).toList();
    this.size = BigInteger.valueOf(options).pow(choices);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Choice> choices() {
    return choices;
  }

  @Override
  public BigInteger size() {
    return size;
  }
}

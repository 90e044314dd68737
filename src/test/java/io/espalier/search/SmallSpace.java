package io.espalier.search;

import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.SearchSpace;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Spaces for tests: any choices, a rule of validity, and which architectures are the same. */
public final class SmallSpace implements SearchSpace {

  private final String name;
  private final List<Choice> choices;
  private final Predicate<Architecture> rule;
  private final UnaryOperator<Architecture> canonical;
  private final BigInteger size;

  private SmallSpace(
      String name,
      List<Choice> choices,
      Predicate<Architecture> rule,
      UnaryOperator<Architecture> canonical,
      BigInteger size) {
    this.name = name;
    this.choices = choices;
    this.rule = rule;
    this.canonical = canonical;
    this.size = size;
  }

  /** {@code space}, whose networks are known by their picks alone. */
  public static SmallSpace withoutPathFeatures(SearchSpace space) {
    return new SmallSpace(
        space.name(), space.choices(), space::isValid, space::canonical, space.size());
  }

  /** {@code choices} choices of {@code options} options each, all valid and all different. */
  public static SmallSpace product(int choices, int options) {
    List<Choice> list = new ArrayList<>();
    for (int c = 0; c < choices; c++) {
      list.add(Choice.one("choice" + c, names("option", options)));
    }
    return allOf("product", list);
  }

  /** The shape of the NASNet space: two cells of five nodes, each picks 2 of 8, 12, ... 24. */
  public static SmallSpace picks160() {
    List<Choice> list = new ArrayList<>();
    for (String cell : List.of("normal", "reduction")) {
      for (int node = 0; node < 5; node++) {
        list.add(new Choice(cell + ".node" + node, names("input", (node + 2) * 4), 2));
      }
    }
    return allOf("picks160", list);
  }

  /** One choice of {@code picks} of so many options for each of {@code options}. */
  public static SmallSpace picks(List<Integer> options, int picks) {
    List<Choice> list = new ArrayList<>();
    for (int count : options) {
      list.add(new Choice("choice" + list.size(), names("option", count), picks));
    }
    return allOf("picks", list);
  }

  private static SmallSpace allOf(String name, List<Choice> list) {
    SmallSpace unsized = new SmallSpace(name, list, a -> true, a -> a, BigInteger.ZERO);
    BigInteger size = new BitLayout(unsized).combinations();
    return new SmallSpace(name, list, a -> true, a -> a, size);
  }

  /** The choices of {@code space}, every combination valid and a row of its own in a table. */
  public static SmallSpace ofRows(SearchSpace space) {
    return allOf(space.name(), space.choices());
  }

  /** This space with only what {@code rule} allows, counted out; for small spaces. */
  public SmallSpace where(Predicate<Architecture> allowed) {
    List<Architecture> all = new FeasibleSet(this, List.of()).enumerate(1_000_000).orElseThrow();
    long valid = all.stream().filter(allowed).count();
    return new SmallSpace("ruled-" + name, choices, allowed, canonical, BigInteger.valueOf(valid));
  }

  /** This space with the architectures that {@code form} maps to one taken for the same. */
  public SmallSpace with(UnaryOperator<Architecture> form) {
    return new SmallSpace("merged-" + name, choices, rule, form, size);
  }

  private static List<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Choice> choices() {
    return choices;
  }

  @Override
  public BigInteger size() {
    return size;
  }

  @Override
  public boolean isValid(Architecture architecture) {
    return rule.test(architecture);
  }

  @Override
  public Architecture canonical(Architecture architecture) {
    return canonical.apply(architecture);
  }
}

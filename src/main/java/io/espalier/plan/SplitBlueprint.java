package io.espalier.plan;

import io.espalier.error.InputError;
import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;

/**
 * A blueprint whose supernet is split at one choice: architectures share weights only with those
 * that pick the same option there (few-shot NAS, Zhao et al., ICML 2021). The sub-supernets are one
 * set of weights with the option as a prefix of every path, so readers of plans need not know about
 * the split.
 */
public final class SplitBlueprint implements Blueprint {

  private final Blueprint whole;
  private final int choice;

  /**
   * Splits a supernet.
   *
   * @param choice the name of a choice of one option
   * @throws InputError if there is no such choice, or it takes several options
   */
  public SplitBlueprint(Blueprint whole, String choice) {
    this.whole = whole;
    List<Choice> choices = whole.space().choices();
    List<String> names = choices.stream().filter(c -> c.picks() == 1).map(Choice::name).toList();
    if (!names.contains(choice)) {
      throw InputError.unknown("choice to split", choice, names);
    }
    this.choice = choices.stream().map(Choice::name).toList().indexOf(choice);
  }

  @Override
  public SearchSpace space() {
    return whole.space();
  }

  @Override
  public Scale scale() {
    return whole.scale();
  }

  @Override
  public Plan plan(Architecture architecture) {
    String prefix = prefix(architecture.pick(choice));
    return new Plan(
        whole.plan(architecture).nodes().stream()
            .map(node -> new Node(prefix + node.path(), under(prefix, node.op()), node.inputs()))
            .toList());
  }

  private static Op under(String prefix, Op op) {
    return op instanceof Op.Previous previous
        ? new Op.Previous(prefix + previous.of(), previous.width())
        : op;
  }

  @Override
  public List<Architecture> covering() {
    List<Architecture> covering = new ArrayList<>();
    int options = space().choices().get(choice).options().size();
    for (Architecture architecture : whole.covering()) {
      for (int option = 0; option < options; option++) {
        Architecture with = architecture.with(choice, List.of(option));
        if (space().isValid(with) && !covering.contains(with)) {
          covering.add(with);
        }
      }
    }
    return covering;
  }

  /** The path in the whole supernet that corresponds to a path of the split one. */
  public static String wholePath(String path) {
    return path.substring(path.indexOf('.') + 1);
  }

  private String prefix(int option) {
    return "option" + option + ".";
  }
}

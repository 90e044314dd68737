package io.espalier.tabular;

import io.espalier.cost.CostModel;
import io.espalier.error.InputError;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.SearchSpace;
import io.espalier.space.zoo.NasBench101Space;
import io.espalier.space.zoo.NasBench201Space;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How the table of a benchmark is read.
 *
 * @param space the space of its architectures
 * @param networks the number of rows of the complete table
 * @param architectureColumns the columns that describe the architecture
 * @param decoder reads the architecture from the values of these columns
 * @param accuracies the columns that hold accuracies, the test accuracy after full training first
 * @param counts the counts of each network that the table publishes
 */
public record TableFormat(
    SearchSpace space,
    long networks,
    List<String> architectureColumns,
    Function<List<String>, Architecture> decoder,
    List<ScoreColumn> accuracies,
    List<PublishedCount> counts) {

  private static final String MACRO = "macro";

  /** The spaces that have a table. */
  public static final List<String> SPACES =
      List.of(NasBench201Space.NAME, MACRO, NasBench101Space.NAME, AccelNasBench.SPACE);

  /** The column of ids in tables that are not the published ones. */
  static final String ID_COLUMN = "architecture";

  public TableFormat {
    architectureColumns = List.copyOf(architectureColumns);
    accuracies = List.copyOf(accuracies);
    counts = List.copyOf(counts);
  }

  /**
   * The format of a space's table.
   *
   * @throws InputError if the space has no table; the message lists the spaces that have one
   */
  public static TableFormat of(String space) {
    return switch (space) {
      case NasBench201Space.NAME -> nasBench201(new NasBench201Space());
      case MACRO -> macro(SpaceKinds.ALL.named(MACRO).space());
      case NasBench101Space.NAME -> nasBench101(new NasBench101Space());
      case AccelNasBench.SPACE -> AccelNasBench.format();
      default -> throw InputError.unknown("tabulated space", space, SPACES);
    };
  }

  /**
   * The format of any table of a space that has its architectures in a column {@value #ID_COLUMN},
   * in any notation that {@link SearchSpace#parse} reads.
   */
  static TableFormat ofIds(SearchSpace space) {
    return new TableFormat(
        space, 0, List.of(ID_COLUMN), cells -> space.parse(cells.get(0)), List.of(), List.of());
  }

  /**
   * The format of any table of a space that has a column for each choice, under the choice's name
   * and in any order, with the names of the picked options, joined by {@code +}. Options are
   * identified by name because other programs number them in other orders.
   */
  static TableFormat ofChoices(SearchSpace space) {
    List<String> columns = space.choices().stream().map(Choice::name).toList();
    return new TableFormat(space, 0, columns, cells -> ofNames(space, cells), List.of(), List.of());
  }

  private static Architecture ofNames(SearchSpace space, List<String> cells) {
    List<List<Integer>> picks = new ArrayList<>(cells.size());
    for (int c = 0; c < cells.size(); c++) {
      Choice choice = space.choices().get(c);
      List<Integer> pick = new ArrayList<>();
      for (String option : cells.get(c).split("\\+", -1)) {
        int index = choice.options().indexOf(option.strip());
        if (index < 0) {
          throw InputError.unknown("option of " + choice.name(), option, choice.options());
        }
        pick.add(index);
      }
      picks.add(pick);
    }
    return space.parse(new Architecture(space.name(), picks).id());
  }

  /** The architecture from the values of the architecture columns. */
  Architecture decode(List<String> cells) {
    return decoder.apply(cells);
  }

  /** CIFAR-10: the published string, MACs and parameters in millions. */
  private static TableFormat nasBench201(NasBench201Space space) {
    return new TableFormat(
        space,
        space.size().longValueExact(),
        List.of("arch_str"),
        cells -> space.parsePublished(cells.get(0)),
        percent("c10_test_200", "c10_valid_200", "c10_test_12", "c10_valid_12"),
        List.of(
            PublishedCount.millions("c10_macs_M", NasBench201Counts::operations),
            PublishedCount.millions("c10_params_M", CostModel::params)));
  }

  /** The published digits; MACs are in the column {@code flops}. */
  private static TableFormat macro(SearchSpace space) {
    return new TableFormat(
        space,
        space.size().longValueExact(),
        List.of("arch"),
        cells -> space.parse(cells.get(0)),
        percent("mean", "acc1", "acc2", "acc3"),
        List.of(
            PublishedCount.units("flops", CostModel::macs),
            PublishedCount.units("params", CostModel::params)));
  }

  /** Number of vertices, edge bits, a digit per inner vertex ({@code -} if there is none). */
  private static TableFormat nasBench101(NasBench101Space space) {
    return new TableFormat(
        space,
        NasBench101Space.NETWORKS,
        List.of("vertices", "edge_bits", "ops"),
        cells ->
            space.of(number(cells.get(0)), number(cells.get(1)), operationDigits(cells.get(2))),
        List.of(new ScoreColumn("test_acc", ScoreUnit.FRACTION)),
        List.of(PublishedCount.units("params", CostModel::params)));
  }

  static List<ScoreColumn> percent(String... columns) {
    return Stream.of(columns).map(name -> new ScoreColumn(name, ScoreUnit.PERCENT)).toList();
  }

  private static List<Integer> operationDigits(String digits) {
    List<Integer> operations = new ArrayList<>();
    if (!digits.equals("-")) {
      digits.chars().forEach(digit -> operations.add(Character.digit(digit, 10)));
    }
    return operations;
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new InputError("'%s' is not a whole number".formatted(text), e);
    }
  }
}

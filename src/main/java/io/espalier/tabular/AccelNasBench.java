package io.espalier.tabular;

import io.espalier.error.InputError;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The table of Accel-NASBench (Ahmad et al., DAC 2024): accuracies on ImageNet of 5,125 networks
 * from the MnasNet space, each really trained, and what was measured of them on devices. For each
 * of seven stages {@code block0_e}, {@code block0_k}, {@code block0_l} and {@code block0_se} hold
 * expansion, kernel, layers and squeeze-and-excitation. Its MACs count element-wise work as well,
 * so they are not compared with ours.
 */
final class AccelNasBench {

  static final String SPACE = "accel_nasbench";

  private static final long NETWORKS = 5_125;
  private static final int STAGES = 7;

  /** The keys of the choices of a stage, and how the choices are called in the space. */
  private static final Map<String, String> CHOICES =
      Map.of("e", "expand", "k", "kernel", "l", "depth", "se", "squeeze_excitation");

  private AccelNasBench() {}

  static TableFormat format() {
    SearchSpace space = SpaceKinds.ALL.named(SPACE).space();
    List<String> columns = new ArrayList<>();
    for (int stage = 0; stage < STAGES; stage++) {
      for (String key : List.of("e", "k", "l", "se")) {
        columns.add("block%d_%s".formatted(stage, key));
      }
    }
    return new TableFormat(
        space,
        NETWORKS,
        columns,
        cells -> read(space, columns, cells),
        TableFormat.percent("val_top1", "val_top5"),
        List.of());
  }

  private static Architecture read(SearchSpace space, List<String> columns, List<String> cells) {
    int[] picks = new int[space.choices().size()];
    List<String> names = space.choices().stream().map(Choice::name).toList();
    for (int c = 0; c < columns.size(); c++) {
      String[] parts = columns.get(c).replace("block", "").split("_", 2);
      String called = CHOICES.get(parts[1]);
      int choice = names.indexOf("stage%s %s".formatted(parts[0], called));
      String option = called + "_" + value(cells.get(c));
      List<String> options = space.choices().get(choice).options();
      picks[choice] = options.indexOf(option);
      if (picks[choice] < 0) {
        throw InputError.unknown("value of " + columns.get(c), cells.get(c), options);
      }
    }
    return Architecture.of(space.name(), picks);
  }

  /** Flags may be written {@code True}, numbers {@code 3.0}. */
  private static String value(String cell) {
    return switch (cell.strip()) {
      case "True", "TRUE" -> "true";
      case "False", "FALSE" -> "false";
      default -> cell.strip().replaceFirst("\\.0$", "");
    };
  }
}

package io.espalier.export.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import io.espalier.export.Child;
import io.espalier.export.ChildDescription;
import io.espalier.export.Children;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Plan;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.Mask;
import io.espalier.space.zoo.NasBench201Space;
import io.espalier.space.zoo.NasNetSpace;
import io.espalier.supernet.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** That generated programs read as if somebody had written them. */
class PythonModelTest {

  static final List<String> SPACES = SpaceKinds.imageSpaces();

  @Test
  void readsLikeTheGoldenFile() throws IOException {
    try (InputStream golden = getClass().getResourceAsStream("nasbench201.py")) {
      String text = new String(golden.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(program(NasBench201Space.NAME, 2, "3-1-2-3-4-1")).isEqualTo(text);
    }
  }

  @Test
  void cellsOfOneKindAreOneClass() {
    String text = program(NasNetSpace.NAME, 2, sample(NasNetSpace.NAME, 0));
    assertThat(text)
        .contains("class Cell(", "class ReducingCell(", "class SepConv(", "class ReluConvNorm(")
        .contains("self.cell2 = ReducingCell(80, 32)", "self.cell5 = ReducingCell(160, 64)");
  }

  @ParameterizedTest
  @FieldSource("SPACES")
  void linesAreShortAndEveryClassIsUsed(String space) {
    for (int seed = 0; seed < 20; seed++) {
      String text = program(space, 1, sample(space, seed));
      // Only the id of an architecture cannot be broken.
      assertThat(text.lines().filter(line -> !line.startsWith("Architecture: ")))
          .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(88));
      Matcher type = Pattern.compile("(?m)^class (\\w+)\\(").matcher(text);
      List<String> types = new ArrayList<>();
      while (type.find()) {
        types.add(type.group(1));
      }
      assertThat(types).doesNotHaveDuplicates().endsWith("Network");
      for (String used : types.subList(0, types.size() - 1)) {
        assertThat(text).containsPattern("= ?" + used + "\\(");
      }
    }
  }

  private static String sample(String space, int seed) {
    return SpaceKinds.ALL
        .named(space)
        .blueprint(scale(1))
        .space()
        .sample(new Seed(seed).generator())
        .id();
  }

  private static Scale scale(int cells) {
    return new Scale(16, cells, new Shape(3, 32, 32), 3);
  }

  private static String program(String space, int cells, String id) {
    Blueprint blueprint = SpaceKinds.ALL.named(space).blueprint(scale(cells));
    Architecture architecture = blueprint.space().parse(id);
    Plan plan = blueprint.plan(architecture).live();
    ChildDescription about =
        new ChildDescription(
            space,
            architecture.id(),
            Mask.of(blueprint.space(), architecture).toString(),
            blueprint.scale(),
            Children.NORMALISATION,
            List.of("cat", "dog", "tree"),
            Children.provenance(7));
    try (Child child =
        new Child(plan, Weights.initialise(plan, Device.cpu(), new Seed(1)), about)) {
      return PythonModel.of(child);
    }
  }
}

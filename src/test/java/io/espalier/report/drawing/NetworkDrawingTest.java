package io.espalier.report.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.plan.Blueprint;
import io.espalier.plan.Plan;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.NasBench101Blueprint;
import io.espalier.plan.zoo.NasBench201Blueprint;
import io.espalier.plan.zoo.NasNetBlueprint;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.random.Seed;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkDrawingTest {

  static List<Blueprint> blueprints() {
    Shape input = new Shape(3, 32, 32);
    return List.of(
        new NasBench201Blueprint(new Scale(16, 5, input, 10), true),
        SpaceKinds.ALL.named("macro").blueprint(new Scale(64, 1, input, 10)),
        new NasNetBlueprint(new Scale(16, 2, input, 10), true),
        new NasBench101Blueprint(new Scale(32, 3, input, 10), true));
  }

  @ParameterizedTest
  @MethodSource("blueprints")
  void everyOperationIsInExactlyOneBoxBehindItsInputs(Blueprint blueprint) {
    RandomGenerator random = new Seed(5).generator();
    for (int i = 0; i < 20; i++) {
      Plan plan = blueprint.plan(blueprint.space().sample(random)).live();
      List<Box> boxes = PlanOutline.boxes(plan);
      for (int b = 0; b < boxes.size(); b++) {
        int box = b;
        assertThat(boxes.get(b).inputs()).allMatch(input -> input < box);
      }
      assertThat(boxes.get(boxes.size() - 1).output()).isEqualTo(plan.output());
      assertThat(boxes.size()).isLessThan(plan.nodes().size());
      long units = Unit.of(boxes).stream().mapToLong(unit -> unit.boxes().size()).sum();
      assertThat(units).isEqualTo(boxes.size());
    }
  }

  @ParameterizedTest
  @MethodSource("blueprints")
  void noBoxCoversAnotherAndEdgesRunToTheRight(Blueprint blueprint) {
    Plan plan = blueprint.plan(blueprint.space().sample(new Seed(6).generator())).live();
    List<Box> boxes = PlanOutline.boxes(plan);
    LayeredLayout layout =
        new LayeredLayout(
            boxes.stream().map(Box::inputs).toList(), boxes.stream().map(b -> 60.0).toList(), 40);
    for (int a = 0; a < boxes.size(); a++) {
      LayeredLayout.Point at = layout.centre(a);
      for (int b = 0; b < a; b++) {
        LayeredLayout.Point other = layout.centre(b);
        boolean apart = Math.abs(at.x() - other.x()) >= 60 || Math.abs(at.y() - other.y()) >= 40;
        assertThat(apart).isTrue();
      }
      for (int i = 0; i < boxes.get(a).inputs().size(); i++) {
        List<LayeredLayout.Point> edge = layout.edge(a, i);
        for (int p = 1; p < edge.size(); p++) {
          assertThat(edge.get(p).x()).isGreaterThan(edge.get(p - 1).x());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("blueprints")
  void repeatedCellsAreDrawnOnce(Blueprint blueprint) {
    Plan plan = blueprint.plan(blueprint.space().sample(new Seed(7).generator()));
    String html = NetworkDrawing.html(plan);
    assertThat(html.split("<svg", -1).length - 1).isLessThanOrEqualTo(8);
    assertThat(html).contains("global avg");
  }
}

package io.espalier.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.plan.zoo.NasBench201Blueprint;
import io.espalier.space.Architecture;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SplitBlueprintTest {

  private final Blueprint whole =
      new NasBench201Blueprint(new Scale(4, 1, new Shape(3, 8, 8), 3), true);
  private final Blueprint split = new SplitBlueprint(whole, "edge 0>2");

  @Test
  void plansDifferInNothingButTheirPaths() {
    Architecture architecture = Architecture.of("nasbench201", 3, 2, 0, 1, 4, 3);
    List<Node> nodes = whole.plan(architecture).nodes();
    List<Node> renamed = split.plan(architecture).nodes();
    assertThat(renamed).hasSameSizeAs(nodes);
    for (int n = 0; n < nodes.size(); n++) {
      assertThat(renamed.get(n).path()).isEqualTo("option2." + nodes.get(n).path());
      assertThat(SplitBlueprint.wholePath(renamed.get(n).path())).isEqualTo(nodes.get(n).path());
      assertThat(renamed.get(n).op()).isEqualTo(nodes.get(n).op());
      assertThat(renamed.get(n).inputs()).isEqualTo(nodes.get(n).inputs());
    }
  }

  @Test
  void itsSupernetHoldsEveryPathThatAnArchitectureCanUse() {
    Set<String> held = split.operations().keySet();
    Set<String> used = new HashSet<>();
    for (int a = 0; a < 5; a++) {
      for (int b = 0; b < 5; b++) {
        Architecture architecture = Architecture.of("nasbench201", b, a, b, b, b, b);
        split.plan(architecture).nodes().stream()
            .filter(node -> !node.op().tensors().isEmpty())
            .forEach(node -> used.add(node.path()));
      }
    }
    assertThat(held).isEqualTo(used);
  }
}

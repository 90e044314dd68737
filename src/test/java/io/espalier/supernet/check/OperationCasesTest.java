package io.espalier.supernet.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.plan.Node;
import io.espalier.plan.Op;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OperationCasesTest {

  private final List<CheckCase> cases = OperationCases.all(List.of(4, 8), List.of(16, 28));

  @Test
  void everyOperationThatComputesSomethingOccurs() {
    Set<Class<?>> found = new HashSet<>();
    for (CheckCase of : cases) {
      of.plan().nodes().forEach(node -> found.add(node.op().getClass()));
    }
    Set<Class<?>> all =
        Set.of(Op.class.getPermittedSubclasses()).stream().collect(Collectors.toSet());
    // A memory computes nothing; whole recurrent networks are cases of their own.
    all.remove(Op.Previous.class);
    assertThat(found).containsAll(all);
  }

  @Test
  void theStridedConvolutionsOfFewChannelsAreAmongThem() {
    assertThat(cases)
        .extracting(CheckCase::name)
        .contains(
            "convolution 1x1, 4 to 8 channels, stride 2, padding 0 of 4x16x16, 64 images",
            "convolution 1x1, 4 to 8 channels, stride 2, padding 0 of 4x28x28, 64 images",
            "convolution 1x1, 8 to 4 channels, stride 2, padding 0 of 8x16x16, 64 images")
        .doesNotHaveDuplicates();
  }

  @Test
  void namesSayWhatIsRun() {
    for (CheckCase of : cases) {
      Node last = of.plan().nodes().get(of.plan().nodes().size() - 1);
      if (last.op() instanceof Op.Conv conv) {
        assertThat(of.name())
            .contains(
                "%dx%d, %d to %d channels, stride %d"
                    .formatted(conv.kernel(), conv.kernel(), conv.in(), conv.out(), conv.stride()));
      }
    }
  }
}

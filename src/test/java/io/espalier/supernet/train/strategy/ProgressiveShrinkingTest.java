package io.espalier.supernet.train.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import io.espalier.cost.CostModel;
import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.NasBench201Blueprint;
import io.espalier.progress.Progress;
import io.espalier.progress.StopAfter;
import io.espalier.random.Seed;
import io.espalier.supernet.Safetensors;
import io.espalier.supernet.Supernet;
import io.espalier.supernet.TinyImages;
import io.espalier.supernet.Weights;
import io.espalier.supernet.elastic.ElasticSpace;
import io.espalier.supernet.train.ArchitectureSampler;
import io.espalier.supernet.train.Averaging;
import io.espalier.supernet.train.Phase;
import io.espalier.supernet.train.PlanSampler;
import io.espalier.supernet.train.Recipe;
import io.espalier.supernet.train.SupernetTrainer;
import io.espalier.supernet.train.Training;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressiveShrinkingTest {

  private static final ProgressiveShrinking QUARTERS =
      new ProgressiveShrinking(0.25, 0.25, 0.25, 0.25, 2, 0.5, 0.5, true);

  @TempDir Path folder;

  private final Blueprint blueprint = ElasticSpace.blueprint();

  private PlanSampler sampler(ProgressiveShrinking settings, Blueprint of) {
    return ProgressiveShrinking.KIND.create(
        settings,
        new StrategyKind.Subject(
            of, ArchitectureSampler.connected(of), a -> CostModel.macs(of.plan(a).live()) / 1e6));
  }

  /** Kernels of depthwise convolutions, layers of the first stage, hidden channels. */
  private record Seen(Set<Integer> kernels, Set<Integer> depths, Set<Integer> hidden) {

    static Seen of(PlanSampler sampler, long step, long steps) {
      Seen seen = new Seen(new HashSet<>(), new HashSet<>(), new HashSet<>());
      Phase phase = sampler.phase(step, steps);
      for (int seed = 0; seed < 60; seed++) {
        phase.plans().sample(new Seed(seed)).plans().forEach(seen::add);
      }
      return seen;
    }

    private void add(Plan plan) {
      Set<String> layers = new HashSet<>();
      plan.operations()
          .forEach(
              (path, op) -> {
                if (path.startsWith("stage0") && op instanceof Op.Conv conv) {
                  layers.add(path.split("\\.", 3)[1]);
                  if (conv.groups() > 1) {
                    kernels.add(conv.kernel());
                    hidden.add(conv.in());
                  }
                }
              });
      depths.add(layers.size());
    }
  }

  @Test
  void whatIsDrawnGrowsFromPhaseToPhase() {
    PlanSampler sampler = sampler(QUARTERS, blueprint);
    assertThat(Seen.of(sampler, 9, 40)).isEqualTo(new Seen(Set.of(5), Set.of(3), Set.of(32)));
    assertThat(Seen.of(sampler, 10, 40)).isEqualTo(new Seen(Set.of(3, 5), Set.of(3), Set.of(32)));
    assertThat(Seen.of(sampler, 29, 40))
        .isEqualTo(new Seen(Set.of(3, 5), Set.of(1, 2, 3), Set.of(32)));
    assertThat(Seen.of(sampler, 40, 40))
        .isEqualTo(new Seen(Set.of(3, 5), Set.of(1, 2, 3), Set.of(16, 24, 32)));
    // Resolutions and operations are drawn from the beginning.
    Set<Set<String>> beginning = new HashSet<>();
    for (int seed = 0; seed < 60; seed++) {
      sampler
          .phase(0, 40)
          .plans()
          .sample(new Seed(seed))
          .plans()
          .forEach(plan -> beginning.add(ends(plan)));
    }
    assertThat(beginning).hasSize(2 * 3 * 3);
  }

  private static Set<String> ends(Plan plan) {
    return plan.nodes().stream()
        .map(node -> node.path())
        .filter(path -> path.startsWith("stage2") || path.equals("resize"))
        .collect(Collectors.toSet());
  }

  @Test
  void phasesHaveTheirSharesOfTheStepsAndTheFirstNetworkTeachesTheOthers() {
    PlanSampler sampler = sampler(QUARTERS, blueprint);
    long at = 0;
    for (int phase = 0; phase < 4; phase++) {
      Phase found = sampler.phase(at, 41);
      assertThat(found.from()).isEqualTo(at);
      assertThat(sampler.phase(found.to() - 1, 41).from()).isEqualTo(at);
      assertThat(found.rate()).isEqualTo(phase == 0 ? 1 : 0.5);
      assertThat(found.sorting() != null).isEqualTo(phase == 3);
      if (phase == 0) {
        assertThat(found.teaching()).isNull();
      } else {
        assertThat(found.teaching().since()).isEqualTo(sampler.phase(0, 41).to());
        assertThat(found.teaching().share()).isEqualTo(0.5);
      }
      at = found.to();
    }
    assertThat(at).isEqualTo(41);
  }

  @Test
  void aSpaceWithoutSuchChoicesIsRefused() {
    Blueprint other = new NasBench201Blueprint(new Scale(4, 1, new Shape(3, 8, 8), 3), true);
    assertThatThrownBy(() -> sampler(QUARTERS, other))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("nasbench201 has none");
    assertThatThrownBy(() -> new ProgressiveShrinking(0, 0, 0, 0, 1, 1, 0, true))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("not all 0");
  }

  private Training training(Weights weights, Path where, Averaging averaging) {
    return new Training(
        weights,
        sampler(QUARTERS, blueprint),
        TinyImages.reader(48, 3, 12, new Seed(2)),
        new Recipe(8, 12, 0.05, 0.9, 5e-4, 5, 0.5, 0.1),
        averaging,
        new Seed(3),
        where,
        Supernet.identity(blueprint),
        Optional.empty());
  }

  private static Map<String, ByteBuffer> tensors(Path file) {
    Map<String, ByteBuffer> tensors = new HashMap<>();
    Safetensors.read(file).tensors().forEach((name, t) -> tensors.put(name, t.data().get()));
    return tensors;
  }

  /** Eight steps a phase: stops within phases and before, at and after the changes. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.9})
  void aTrainingStoppedAnywhereEndsInTheSameBits(double decay) {
    Averaging averaging = new Averaging(decay, 0);
    Path whole = folder.resolve("whole");
    try (Weights weights = Weights.initialise(blueprint, Device.cpu(), new Seed(1))) {
      SupernetTrainer.train(training(weights, whole, averaging), false, Progress.SILENT);
    }
    Map<String, ByteBuffer> expected = tensors(Training.last(whole));
    assertThat(expected.keySet())
        .anyMatch(name -> name.startsWith("teacher/"))
        .anyMatch(name -> name.startsWith("momentum/"));
    Path parts = folder.resolve("parts");
    // Each counts from the step before, so these stop after 3, 8, 9, 16, 20, 24, 25 and 27 steps.
    for (int steps : new int[] {3, 5, 1, 7, 4, 4, 1, 2, Integer.MAX_VALUE}) {
      try (Weights weights = Weights.initialise(blueprint, Device.cpu(), new Seed(1))) {
        SupernetTrainer.train(training(weights, parts, averaging), true, new StopAfter(steps));
      }
    }
    Map<String, ByteBuffer> actual = tensors(Training.last(parts));
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, data) -> assertThat(actual.get(name)).as(name).isEqualTo(data));
  }

  @Test
  void theTeacherStaysAsItWasAndEverythingIsFreed() {
    try (Weights weights = Weights.initialise(blueprint, Device.cpu(), new Seed(1))) {
      int arrays = weights.manager().getManagedArrays().size();
      SupernetTrainer.train(training(weights, folder, Averaging.NONE), false, new StopAfter(8));
      Map<String, ByteBuffer> first = tensors(Training.last(folder));
      SupernetTrainer.train(training(weights, folder, Averaging.NONE), true, Progress.SILENT);
      Map<String, ByteBuffer> last = tensors(Training.last(folder));
      List<String> taught =
          last.keySet().stream().filter(name -> name.startsWith("teacher/")).toList();
      assertThat(taught).contains("teacher/stage0.layer2.project.conv.weight");
      for (String name : taught) {
        ByteBuffer before = first.get(name.substring("teacher/".length()));
        // The teacher's operations are the largest ones, but its tensors need not be.
        assertThat(last.get(name).remaining()).isLessThanOrEqualTo(before.remaining());
        if (last.get(name).remaining() == before.remaining()) {
          assertThat(last.get(name)).as(name).isEqualTo(before);
        }
      }
      assertThat(weights.manager().getManagedArrays()).hasSize(arrays);
    }
  }
}

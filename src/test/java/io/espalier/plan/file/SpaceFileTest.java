package io.espalier.plan.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.plan.zoo.WrittenSpace;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.Choice;
import io.espalier.space.SearchSpace;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpaceFileTest {

  private static final String SMALL =
      """
      name: small
      channels: 8
      input: {size: 8}
      stem:
        - conv: {kernel: 3, width: 8}
      stages:
        - depth: 3
          width: 8
          operations:
            skip: skip
            mobile: {mbconv: {kernel: [3, 5], expand: [3, 6]}}
        - depth: [1, 2]
          width: 16
          stride: 2
          block: {mbconv: {kernel: [3, 5], squeeze_excitation: [false, true]}}
      """;

  private static SpaceFile read(String text) {
    return SpaceFile.parse(text, "my.yaml");
  }

  private static Blueprint blueprint(SpaceFile file) {
    return file.blueprint(file.scale(), true);
  }

  @Test
  void choicesStandWhereListsStand() {
    List<String> names = read(SMALL).space().choices().stream().map(Choice::name).toList();
    assertThat(names)
        .containsExactly(
            "layer0",
            "layer0 mobile kernel",
            "layer0 mobile expand",
            "layer1",
            "layer1 mobile kernel",
            "layer1 mobile expand",
            "layer2",
            "layer2 mobile kernel",
            "layer2 mobile expand",
            "stage1 depth",
            "layer3 kernel",
            "layer3 squeeze_excitation",
            "layer4 kernel",
            "layer4 squeeze_excitation");
  }

  /** Counted by building all: networks with equal plans up to the numbers of their layers. */
  @Test
  void everyNetworkIsCountedOnce() {
    SpaceFile file = read(SMALL);
    SearchSpace space = file.space();
    // (1 + 4 + 16 + 64) sequences of three layers that may skip, and 4 + 16 second stages.
    assertThat(space.networks()).isEqualTo((1 + 4 + 16 + 64) * (4 + 16));
    Blueprint blueprint = blueprint(file);
    RandomGenerator random = new Seed(5).generator();
    Set<Architecture> seen = new HashSet<>();
    for (int n = 0; n < 300; n++) {
      Architecture drawn = space.sample(random);
      Architecture canonical = space.canonical(drawn);
      assertThat(space.canonical(canonical)).isEqualTo(canonical);
      assertThat(operations(blueprint.plan(canonical)))
          .isEqualTo(operations(blueprint.plan(drawn)));
      Set<Architecture> neighbours = new HashSet<>();
      for (Architecture neighbour : space.neighbours(drawn)) {
        assertThat(neighbours.add(space.canonical(neighbour))).isTrue();
        assertThat(space.canonical(neighbour)).isNotEqualTo(canonical);
      }
      seen.add(canonical);
    }
    assertThat(seen).hasSizeGreaterThan(100);
  }

  private static List<Op> operations(Plan plan) {
    return plan.nodes().stream().map(node -> node.op()).toList();
  }

  @Test
  void theSupernetHoldsEveryTensorOfEveryNetwork() {
    for (String text : List.of(SMALL, SMALL.replace("block:", "own: [kernel]\n    block:"))) {
      SpaceFile file = read(text);
      Blueprint blueprint = blueprint(file);
      var stored = blueprint.operations();
      RandomGenerator random = new Seed(7).generator();
      for (int n = 0; n < 200; n++) {
        blueprint
            .plan(file.space().sample(random))
            .operations()
            .forEach(
                (path, op) -> {
                  assertThat(stored).containsKey(path);
                  for (int t = 0; t < op.tensors().size(); t++) {
                    assertThat(stored.get(path).tensors().get(t).covering(op.tensors().get(t)))
                        .isEqualTo(stored.get(path).tensors().get(t));
                  }
                });
      }
    }
  }

  /** Cells of files compute what the published spaces compute. */
  @ParameterizedTest
  @CsvSource({"nasbench201", "nasnet"})
  void cellsAreThoseOfTheBenchmarks(String name) {
    SpaceFile file = read(WrittenSpace.template(name));
    Blueprint theirs = SpaceKinds.ALL.named(name).blueprint();
    Blueprint ours = file.blueprint(theirs.scale(), true);
    assertThat(ours.space().choices()).isEqualTo(theirs.space().choices());
    assertThat(ours.operations()).hasSameSizeAs(theirs.operations());
    RandomGenerator random = new Seed(9).generator();
    for (int n = 0; n < 50; n++) {
      Architecture drawn = theirs.space().sample(random);
      Plan plan = ours.plan(new Architecture("my_" + name, drawn.picks()));
      Plan expected = theirs.plan(drawn);
      assertThat(operations(plan)).isEqualTo(operations(expected));
      assertThat(plan.nodes().stream().map(node -> node.inputs()).toList())
          .isEqualTo(expected.nodes().stream().map(node -> node.inputs()).toList());
    }
  }

  @Test
  void blocksOfOnesOwnHaveParameters() {
    SpaceFile file =
        read(
            """
            name: bottlenecks
            channels: 16
            input: {size: 16}
            blocks:
              bottleneck:
                parameters: {kernel: 3, shrink: out/4}
                residual: true
                steps:
                  - conv: {kernel: 1, width: $shrink}
                  - conv: {kernel: $kernel, width: $shrink}
                    strided: true
                  - conv: {kernel: 1, width: out, activation: none}
            stem:
              - conv: {kernel: 3, width: 16}
            stages:
              - {depth: 2, width: 16, block: {bottleneck: {kernel: [3, 5]}}}
              - {depth: 2, width: 32, stride: 2, block: {bottleneck: {kernel: [3, 5], shrink: out/2}}}
            """);
    Blueprint blueprint = blueprint(file);
    assertThat(file.space().size()).isEqualTo(16);
    var operations = blueprint.operations();
    assertThat(operations.get("stage0.layer1.step1.conv")).isEqualTo(Op.Conv.same(4, 4, 5, 1));
    assertThat(operations.get("stage1.layer2.step1.conv")).isEqualTo(Op.Conv.same(16, 16, 5, 2));
    Plan plan = blueprint.plan(file.space().parse("0-0-0-0"));
    assertThat(plan.index("stage0.layer0.sum")).isPositive();
    assertThat(plan.index("stage1.layer3.sum")).isPositive();
    assertThatThrownBy(() -> plan.index("stage1.layer2.sum")).hasMessageContaining("no node");
  }

  @Test
  void choicesOfAStageCanBeMadeOnce() {
    String text = SMALL.replace("    block:", "    same: [kernel]\n    own: [kernel]\n    block:");
    List<Choice> choices = read(text).space().choices();
    assertThat(choices.stream().map(Choice::name))
        .contains("stage1 kernel", "layer4 squeeze_excitation")
        .doesNotContain("layer3 kernel", "layer4 kernel");
  }

  @Test
  void theResolutionCanBeAChoice() {
    SpaceFile file = read(SMALL.replace("stem:", "resolution: [4, 8, 12]\nstem:"));
    Blueprint blueprint = blueprint(file);
    String rest = "-0".repeat(file.space().choices().size() - 1);
    assertThat(blueprint.plan(file.space().parse("0" + rest)).nodes().get(1).op())
        .isEqualTo(new Op.Resize(4, 4));
    assertThat(blueprint.plan(file.space().parse("1" + rest)).nodes().get(1).op())
        .isInstanceOf(Op.Conv.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "expand: [3, 6]|expnad: [3, 6]|my.yaml, line 11|did you mean 'expand'",
        "kernel: [3, 5]|kernel: [3, 4]|my.yaml, line 11|an odd number",
        "kernel: [3, 5]|kernel: [3, 3]|my.yaml, line 11|different ones",
        "kernel: [3, 5]|kernel: $side|my.yaml, line 11|unknown parameter",
        "name: small|nmae: small|my.yaml|needs the key name",
        "name: small|name: 3%|my.yaml, line 1|is no name",
        "skip: skip|skip: skp|my.yaml, line 10|did you mean 'skip'",
        "input: {size: 8}|input: 8|my.yaml, line 3|section",
        "depth: [1, 2]|depth: [0, 2]|my.yaml, line 12|from 1 to",
        "depth: [1, 2]|dept: [1, 2]|my.yaml|needs the key depth",
        "depth: 3|depth: [2, 3]|my.yaml, line 7|by a skip",
        "depth: 3|depth: 2000|my.yaml, line 7|from 1 to",
        "stride: 2|stride: two|my.yaml, line 14|whole number",
        "width: 16|width: 16.5|small|not whole",
        "block: {mbconv|blok: {mbconv|my.yaml, line 12|either a block or operations",
      })
  void mistakesAreExplained(String right, String wrong, String place, String problem) {
    assertThat(SMALL).contains(right);
    int at = SMALL.indexOf(right);
    String text = SMALL.substring(0, at) + wrong + SMALL.substring(at + right.length());
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InputError.class)
        .hasMessageContaining(place)
        .hasMessageContaining(problem);
  }

  private static final String WRITTEN =
      """
      name: written
      channels: 8
      cells: 2
      input: {size: 8}
      cell_types:
        cell:
          inputs: 2
          operations: {conv: {conv: {kernel: [1, 3]}}, skip: {skip: {factorised: true}}, none: none}
          nodes:
            - [[conv, 0], [conv, 0]]
            - [[skip, 1], [none, 0]]
            - [[none, 2]]
          output: unread
      stages:
        - {cell: cell, repeat: cells+1, width: 8}
        - {cell: cell, repeat: 1, width: 16, stride: 2}
      """;

  @Test
  void nodesCanBeWrittenOut() {
    SpaceFile file = SpaceFile.parse(WRITTEN, "f");
    Blueprint blueprint = file.blueprint(file.scale(), true);
    assertThat(blueprint.space().choices()).extracting(Choice::name).containsExactly("conv kernel");
    Plan plan = blueprint.plan(Architecture.of("written", 1));
    List<String> paths = plan.nodes().stream().map(node -> node.path()).toList();
    assertThat(paths)
        .contains(
            "stage0.cell2.node0.summand0.conv.conv",
            "stage0.cell2.node0.summand1.conv.conv",
            "stage1.cell0.node1.summand0.skip.norm",
            "stage1.cell0.node2.zero")
        .doesNotContain("stage0.cell3.concat", "stage1.cell1.concat");
    // Node 0 is read by node 2, though by nothing that counts.
    int concat = paths.indexOf("stage1.cell0.concat");
    assertThat(plan.nodes().get(concat).inputs())
        .containsExactly(
            paths.indexOf("stage1.cell0.node1.summand0.skip.norm"),
            paths.indexOf("stage1.cell0.node2.zero"));
    assertThat(plan.shapes().get(concat)).isEqualTo(new Shape(32, 4, 4));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[none, 2]|[none, 4]|an input or earlier node, 0 to 3",
        "[none, 2]|[nine, 2]|did you mean 'none'",
        "[none, 2]|2|[operation, state]",
        "- [[none, 2]]|- []|a list of 1 to 16 times [operation, state]",
        "inputs: 2|picks: 2|picks in f, line 7, column 5: the nodes are written out",
        "[[none, 2]]|2|a list of 1 to 16 times",
        "cells+1|cells+101|'cells' or 'cells+1'",
      })
  void nodesThatCannotBeAreRefused(String right, String wrong, String message) {
    String changed = WRITTEN.replaceFirst(Pattern.quote(right), wrong);
    assertThatThrownBy(() -> SpaceFile.parse(changed, "f"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining(message);
  }

  @Test
  void whatIsUnreadMustNotDependOnChoices() {
    String open = WrittenSpace.template("nasnet").replaceFirst("output: concat", "output: unread");
    assertThatThrownBy(() -> SpaceFile.parse(open, "f"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("unread is for nodes that are written out");
  }
}

package io.espalier.supernet.elastic;

import io.espalier.plan.Blueprint;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.file.SpaceFile;
import io.espalier.space.Architecture;
import io.espalier.supernet.PyTorch;
import java.util.List;

/** A small space with every kind of elastic choice, and blocks of its own. */
public final class ElasticSpace {

  /** Three classes of grey pictures. */
  public static final Scale SCALE = new Scale(8, 1, new Shape(1, 12, 12), 3);

  /** The text of the file. */
  public static final String YAML =
      """
      name: elastic
      channels: 8
      input: {size: 12, channels: 1}
      classes: 3
      resolution: [12, 8]
      squeeze_excitation: {of: hidden, ratio: 0.25, divisor: 2}
      blocks:
        bottleneck:
          parameters: {kernel: 3, hidden: out}
          steps:
            - conv: {kernel: 1, width: $hidden}
            - conv: {kernel: $kernel, width: $hidden}
              strided: true
            - conv: {kernel: 1, width: out, activation: none}
      stem:
        - conv: {kernel: 3, width: 8}
      stages:
        - depth: [1, 2, 3]
          width: 8
          block: {mbconv: {kernel: [3, 5], expand: [2, 3, 4], squeeze_excitation: true}}
        - depth: [1, 2]
          width: [8, 12]
          stride: 2
          block: {bottleneck: {kernel: [3, 5], hidden: [6, 10]}}
        - depth: 2
          width: 16
          stride: 2
          operations:
            dense: {conv: {kernel: [3, 5]}}
            mobile: {mbconv: {kernel: [3, 7], expand: [3, 6]}}
            skip: {skip: {projection: true}}
      """;

  private ElasticSpace() {}

  /** Its networks. */
  public static Blueprint blueprint() {
    PyTorch.useThreads(1);
    return SpaceFile.parse(YAML, "elastic.yaml").blueprint(SCALE, true);
  }

  /** Every choice has its last option, apart from these. */
  public static Architecture last(Blueprint blueprint, List<String> firsts) {
    return new Architecture(
        blueprint.space().name(),
        blueprint.space().choices().stream()
            .map(
                choice -> List.of(firsts.contains(choice.name()) ? 0 : choice.options().size() - 1))
            .toList());
  }
}

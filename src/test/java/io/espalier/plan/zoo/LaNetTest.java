package io.espalier.plan.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.cost.CostModel;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.file.SpaceFile;
import io.espalier.space.Architecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** LaNet as a file, against what its published code of 28 integers says. */
class LaNetTest {

  private static final int[] CODE = {
    2, 2, 0, 2, 1, 2, 0, 2, 2, 3, 2, 1, 2, 0, 0, 1, 1, 1, 2, 1, 1, 0, 3, 4, 3, 0, 3, 1
  };
  private static final int NODES = CODE.length / 4;
  private static final int CLASSES = 10;

  private long parameters;
  private long macs;
  private int convolutions;

  private static Plan plan(Scale scale) {
    Blueprint blueprint = SpaceKinds.ALL.named("lanet").blueprint(scale);
    return blueprint.plan(Architecture.of("lanet", 0));
  }

  private void conv(int in, int out, int kernel, int groups, int side) {
    long weights = (long) out * in / groups * kernel * kernel;
    parameters += weights;
    macs += weights * side * side;
    convolutions++;
  }

  private void norm(int channels) {
    parameters += 2L * channels;
  }

  private void factorised(int in, int out, int side) {
    conv(in, out / 2, 1, 1, side);
    conv(in, out / 2, 1, 1, side);
    norm(out);
  }

  private void operation(int number, int channels, boolean halves, int side) {
    if (number == 2 && halves) {
      factorised(channels, channels, side);
    }
    if (number == 0 || number == 3) {
      for (int half = 0; half < 2; half++) {
        conv(channels, channels, number == 0 ? 3 : 5, channels, side);
        conv(channels, channels, 1, 1, side);
        norm(channels);
      }
    }
  }

  /** The number of nodes that no node reads. */
  private static int unread() {
    int unread = 0;
    for (int node = 2; node < NODES + 2; node++) {
      boolean read = false;
      for (int i = 2 * NODES; i < CODE.length; i++) {
        read |= CODE[i] == node;
      }
      unread += read ? 0 : 1;
    }
    return unread;
  }

  /** Counts by the rules of the paper's network, without a plan. */
  private void count(int width, int layers) {
    int side = 32;
    int channels = width;
    conv(3, 3 * width, 3, 1, side);
    norm(3 * width);
    int older = 3 * width;
    int last = 3 * width;
    boolean reduced = false;
    for (int layer = 0; layer < layers; layer++) {
      boolean reduces = layer == layers / 3 || layer == 2 * layers / 3;
      channels = reduces ? 2 * channels : channels;
      if (reduced) {
        factorised(older, channels, side);
      } else {
        conv(older, channels, 1, 1, side);
        norm(channels);
      }
      conv(last, channels, 1, 1, side);
      norm(channels);
      side = reduces ? side / 2 : side;
      for (int i = 0; i < 2 * NODES; i++) {
        operation(CODE[i], channels, reduces && CODE[2 * NODES + i] < 2, side);
      }
      older = last;
      last = unread() * channels;
      reduced = reduces;
    }
    parameters += (long) last * CLASSES + CLASSES;
    macs += (long) last * CLASSES;
  }

  @ParameterizedTest
  @CsvSource({"128, 7, 24", "36, 7, 24", "4, 1, 6"})
  void countsAsItsCodeSays(int channels, int cells, int layers) {
    Plan plan = plan(new Scale(channels, cells, new Shape(3, 32, 32), CLASSES));
    count(channels, layers);
    assertThat(unread()).isEqualTo(4);
    assertThat(CostModel.params(plan)).isEqualTo(parameters);
    assertThat(CostModel.macs(plan)).isEqualTo(macs);
    assertThat(plan.nodes().stream().filter(node -> node.op() instanceof Op.Conv))
        .hasSize(convolutions);
    assertThat(plan.live()).isEqualTo(plan);
  }

  /** Their small form, which is not a member of the file: 6, a reduction, 6, a reduction, 6. */
  @Test
  void theSmallFormIsACopyAway() {
    String text = WrittenSpace.template("lanet").replaceFirst("cells\\+1", "cells");
    SpaceFile copy = SpaceFile.parse(text, "copy.yaml");
    Scale scale = new Scale(36, 6, new Shape(3, 32, 32), CLASSES);
    count(36, 20);
    Plan plan = copy.blueprint(scale, true).plan(Architecture.of("my_lanet", 0));
    assertThat(CostModel.params(plan)).isEqualTo(parameters).isEqualTo(3_222_982);
    assertThat(CostModel.macs(plan)).isEqualTo(macs);
  }

  @Test
  void itsOwnSizeIsThePublishedOne() {
    assertThat(SpaceKinds.ALL.named("lanet").published())
        .isEqualTo(new Scale(128, 7, new Shape(3, 32, 32), CLASSES));
  }
}

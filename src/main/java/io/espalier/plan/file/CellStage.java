package io.espalier.plan.file;

import io.espalier.plan.Op;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cells of one kind and width, one after another.
 *
 * @param path the prefix of its paths
 * @param repeat how many cells; empty for the cells per stage of the supernet
 * @param width the channels of its nodes
 * @param stride of the first cell
 */
record CellStage(String path, CellType cell, Optional<Integer> repeat, double width, int stride)
    implements NetworkPart {

  private static final int MOST_CELLS = 100;

  static CellStage read(SpaceSection section, String path, Map<String, CellType> cells) {
    String name = section.text("cell", "");
    CellType cell = cells.get(name);
    if (cell == null) {
      throw section.unknown("cell", "cell", name, cells.keySet());
    }
    Optional<Integer> repeat =
        section
            .value("repeat")
            .filter(value -> !value.asText().equals("cells"))
            .map(value -> section.read(value, Kind.whole(1, MOST_CELLS), "repeat"));
    double width = section.required("width", Kind.number(0.001, Width.MOST));
    int stride = section.value("stride", Kind.whole(1, 2), 1);
    section.finish();
    return new CellStage(path, cell, repeat, width, stride);
  }

  @Override
  public boolean countsCells() {
    return repeat.isEmpty();
  }

  @Override
  public int depth(Assembly net) {
    return repeat.orElse(net.scale().cells());
  }

  @Override
  public Flow add(Assembly net, Flow flow) {
    int channels = net.width(width);
    Flow now = flow;
    for (int c = 0; c < depth(net); c++) {
      String at = (path.isEmpty() ? "" : path + ".") + "cell" + c;
      int step = c == 0 ? stride : 1;
      List<Integer> inputs = List.of(now.last());
      if (cell.inputs() == 2) {
        inputs =
            List.of(
                preprocessed(net, at + ".preprocess0", now.before(), now.halved(), channels),
                preprocessed(net, at + ".preprocess1", now.last(), false, channels));
      } else if (net.channels(now.last()) != channels) {
        throw new IllegalArgumentException(
            "%s reads %d channels and has %d; put a block between that changes them"
                .formatted(at, net.channels(now.last()), channels));
      }
      now = new Flow(now.last(), cell.add(net, at, inputs, channels, step), step > 1);
    }
    return now;
  }

  /** An input with the cell's channels and, if it is to be halved, half its size. */
  private static int preprocessed(
      Assembly net, String path, int node, boolean halves, int channels) {
    if (halves) {
      return net.factorisedReduction(path, node, channels);
    }
    int x = net.activate(path, node, net.conventions().activation());
    Op.Conv conv = Op.Conv.same(net.channels(x), channels, 1, 1);
    return net.norm(path + ".norm", net.layers().conv(path + ".conv", x, conv));
  }
}

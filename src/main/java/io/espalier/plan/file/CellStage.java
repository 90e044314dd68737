package io.espalier.plan.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.espalier.plan.Op;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cells of one kind and width, one after another.
 *
 * @param path the prefix of its paths
 * @param repeat how many cells
 * @param width the channels of its nodes
 * @param stride of the first cell
 */
record CellStage(String path, CellType cell, Repeat repeat, double width, int stride)
    implements NetworkPart {

  /**
   * A number of cells.
   *
   * @param cells how many
   * @param more whether the cells per stage of the supernet come on top
   */
  record Repeat(int cells, boolean more) {

    private static final int MOST_CELLS = 100;
    private static final Pattern MORE = Pattern.compile("cells(?:\\+([1-9]|[1-9][0-9]|100))?");

    static final Kind<Repeat> KIND =
        new Kind<>(
            "a whole number from 1 to %d, 'cells' or 'cells+1'".formatted(MOST_CELLS),
            Repeat::read);

    private static Optional<Repeat> read(JsonNode value) {
      Matcher more = MORE.matcher(value.asText());
      if (value.isTextual() && more.matches()) {
        String added = more.group(1);
        return Optional.of(new Repeat(added == null ? 0 : Integer.parseInt(added), true));
      }
      return Kind.whole(1, MOST_CELLS).reader().apply(value).map(cells -> new Repeat(cells, false));
    }
  }

  static CellStage read(SpaceSection section, String path, Map<String, CellType> cells) {
    String name = section.text("cell", "");
    CellType cell = cells.get(name);
    if (cell == null) {
      throw section.unknown("cell", "cell", name, cells.keySet());
    }
    Repeat repeat = section.value("repeat", Repeat.KIND, new Repeat(0, true));
    double width = section.required("width", Kind.number(0.001, Width.MOST));
    int stride = section.value("stride", Kind.whole(1, 2), 1);
    section.finish();
    return new CellStage(path, cell, repeat, width, stride);
  }

  @Override
  public boolean countsCells() {
    return repeat.more();
  }

  @Override
  public int depth(Assembly net) {
    return repeat.cells() + (repeat.more() ? net.scale().cells() : 0);
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

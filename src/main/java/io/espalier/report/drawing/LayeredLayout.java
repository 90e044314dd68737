package io.espalier.report.drawing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Places the nodes of an acyclic graph in layers from left to right (after Sugiyama, Tagawa and
 * Toda, 1981): a node stands to the right of all nodes it depends on, edges across several layers
 * get a place in each, layers are ordered by the barycentres of their neighbours, and nodes are
 * moved towards these if there is room.
 */
final class LayeredLayout {

  private static final int SWEEPS = 12;
  private static final double LAYER_GAP = 38;
  private static final double NODE_GAP = 16;

  /** A node, or the place where an edge crosses a layer. */
  private static final class Place {
    final int layer;
    final double width;
    final double height;
    final List<Place> before = new ArrayList<>();
    final List<Place> after = new ArrayList<>();
    double x;
    double y;

    Place(int layer, double width, double height) {
      this.layer = layer;
      this.width = width;
      this.height = height;
    }

    double target(List<Place> neighbours) {
      return neighbours.stream().mapToDouble(p -> p.y).average().orElse(y);
    }
  }

  /**
   * A point of the picture.
   *
   * @param x to the right
   * @param y downwards
   */
  record Point(double x, double y) {}

  private final List<Place> nodes = new ArrayList<>();
  private final List<List<Place>> layers = new ArrayList<>();
  private final List<List<List<Place>>> ways = new ArrayList<>();

  /**
   * Lays a graph out.
   *
   * @param inputs for each node the earlier nodes that it depends on
   * @param widths the width of each node
   * @param height the height of every node
   */
  LayeredLayout(List<List<Integer>> inputs, List<Double> widths, double height) {
    for (int n = 0; n < inputs.size(); n++) {
      int layer = 0;
      for (int input : inputs.get(n)) {
        layer = Math.max(layer, nodes.get(input).layer + 1);
      }
      nodes.add(place(layer, widths.get(n), height));
    }
    for (int n = 0; n < inputs.size(); n++) {
      List<List<Place>> edges = new ArrayList<>();
      for (int input : inputs.get(n)) {
        edges.add(way(nodes.get(input), nodes.get(n)));
      }
      ways.add(edges);
    }
    order();
    spread();
  }

  private Place place(int layer, double width, double height) {
    while (layers.size() <= layer) {
      layers.add(new ArrayList<>());
    }
    Place place = new Place(layer, width, height);
    layers.get(layer).add(place);
    return place;
  }

  /** An edge as the places that it visits. */
  private List<Place> way(Place from, Place to) {
    List<Place> way = new ArrayList<>(List.of(from));
    for (int layer = from.layer + 1; layer < to.layer; layer++) {
      way.add(place(layer, 0, 4));
    }
    way.add(to);
    for (int i = 1; i < way.size(); i++) {
      way.get(i - 1).after.add(way.get(i));
      way.get(i).before.add(way.get(i - 1));
    }
    return way;
  }

  private void order() {
    for (List<Place> layer : layers) {
      stack(layer);
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      boolean forward = sweep % 2 == 0;
      for (int l = 0; l < layers.size(); l++) {
        List<Place> layer = layers.get(forward ? l : layers.size() - 1 - l);
        layer.sort(Comparator.comparingDouble(p -> p.target(forward ? p.before : p.after)));
        stack(layer);
      }
    }
  }

  /** Stacks the places of a layer vertically, centred at height 0. */
  private static void stack(List<Place> layer) {
    double total = layer.stream().mapToDouble(p -> p.height + NODE_GAP).sum();
    double y = -total / 2;
    for (Place place : layer) {
      place.y = y + (place.height + NODE_GAP) / 2;
      y += place.height + NODE_GAP;
    }
  }

  private void spread() {
    for (int sweep = 0; sweep < 2 * SWEEPS; sweep++) {
      for (List<Place> layer : layers) {
        for (Place place : layer) {
          List<Place> both = new ArrayList<>(place.before);
          both.addAll(place.after);
          place.y = place.target(both);
        }
        separate(layer);
      }
    }
    double x = 0;
    for (List<Place> layer : layers) {
      double width = widthOf(layer);
      for (Place place : layer) {
        place.x = x + width / 2;
      }
      x += width + LAYER_GAP;
    }
    double top = all().stream().mapToDouble(p -> p.y - p.height / 2).min().orElse(0);
    all().forEach(place -> place.y -= top);
  }

  /** Pushes overlapping places apart, half up and half down. */
  private static void separate(List<Place> layer) {
    List<Double> wanted = layer.stream().map(p -> p.y).toList();
    for (int i = 1; i < layer.size(); i++) {
      Place above = layer.get(i - 1);
      Place place = layer.get(i);
      place.y = Math.max(place.y, above.y + (above.height + place.height) / 2 + NODE_GAP);
    }
    double shift =
        IntStream.range(0, layer.size())
            .mapToDouble(i -> wanted.get(i) - layer.get(i).y)
            .average()
            .orElse(0);
    layer.forEach(place -> place.y += shift);
  }

  private static double widthOf(List<Place> layer) {
    return layer.stream().mapToDouble(p -> p.width).max().orElse(0);
  }

  private List<Place> all() {
    return layers.stream().flatMap(List::stream).toList();
  }

  /** The centre of a node. */
  Point centre(int node) {
    return new Point(nodes.get(node).x, nodes.get(node).y);
  }

  /** The points of the edge to {@code node} from its input number {@code input}. */
  List<Point> edge(int node, int input) {
    List<Place> way = ways.get(node).get(input);
    List<Point> points = new ArrayList<>();
    Place from = way.get(0);
    points.add(new Point(from.x + from.width / 2, from.y));
    for (Place place : way.subList(1, way.size() - 1)) {
      // Horizontal across the whole layer, so that the edge cuts no neighbouring box.
      double half = widthOf(layers.get(place.layer)) / 2;
      points.add(new Point(place.x - half, place.y));
      points.add(new Point(place.x + half, place.y));
    }
    Place to = way.get(way.size() - 1);
    points.add(new Point(to.x - to.width / 2, to.y));
    return points;
  }

  double width() {
    return all().stream().mapToDouble(p -> p.x + p.width / 2).max().orElse(0);
  }

  double height() {
    return all().stream().mapToDouble(p -> p.y + p.height / 2).max().orElse(0);
  }
}

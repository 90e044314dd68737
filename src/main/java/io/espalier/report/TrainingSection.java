package io.espalier.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The curve of a training: of the supernet, or of the standalone child. */
final class TrainingSection {

  private static final List<String> ACCURACIES =
      List.of("accuracy_percent", "validation_accuracy_percent");

  private final String chart;
  private final Optional<Curve> curve;

  /**
   * A section with a curve.
   *
   * @param chart the id of its chart and of the chart's data
   */
  TrainingSection(String chart, Optional<Curve> curve) {
    this.chart = chart;
    this.curve = curve.filter(c -> c.rows() > 0);
  }

  String html() {
    return curve.map(c -> facts(c) + Html.chart(chart, "Loss and accuracy by step")).orElse("");
  }

  private static String facts(Curve curve) {
    double steps = curve.last("step");
    double epochs = curve.last("epoch");
    double seconds = curve.last("seconds");
    StringBuilder text = new StringBuilder("<p>");
    text.append(Html.number(steps, 0)).append(" steps");
    if (Double.isFinite(epochs)) {
      text.append(", ").append(Html.number(epochs, epochs == Math.rint(epochs) ? 0 : 1));
      text.append(" epochs");
    }
    if (Double.isFinite(seconds)) {
      text.append(", ").append(Html.number(seconds, 0)).append(" seconds");
    }
    text.append("; last loss ").append(Html.number(curve.last("loss"), 3));
    return text.append(".</p>").toString();
  }

  /** The lines of the chart, by the name that the legend shows. */
  Optional<Map<String, Object>> data() {
    return curve.map(
        c -> {
          Map<String, Object> accuracies = new LinkedHashMap<>();
          for (String column : ACCURACIES) {
            List<List<Double>> points = c.points("step", column);
            if (!points.isEmpty()) {
              String name = column.startsWith("validation") ? "validation accuracy" : "accuracy";
              accuracies.put(name, points);
            }
          }
          return Map.of("loss", c.points("step", "loss"), "accuracies", accuracies);
        });
  }
}

package io.espalier.cli;

import io.espalier.config.ChildRun;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Measure;
import java.util.List;

/** What was measured of one network, as a table of one row. */
final class MeasuredTable {

  private MeasuredTable() {}

  static TextTable of(ChildRun.Measured measured) {
    return table(
        Measure.ACCURACY,
        measured.space(),
        measured.architecture(),
        measured.accuracy().accuracyPercent(),
        measured.accuracy().standardErrorPercent(),
        measured.accuracy().images());
  }

  static TextTable of(String space, Estimate estimate, Measure measure) {
    return table(
        measure,
        space,
        estimate.architecture().id(),
        estimate.score(),
        estimate.standardError(),
        estimate.images());
  }

  private static TextTable table(
      Measure measure,
      String space,
      String architecture,
      double value,
      double standardError,
      int images) {
    String column = measure == Measure.ACCURACY ? "accuracy_percent" : "minus_cross_entropy";
    return new TextTable(
        List.of("space", "architecture", column, "standard_error", "images"),
        List.of(
            List.of(
                space,
                architecture,
                measure.text(value),
                measure.text(standardError),
                Integer.toString(images))));
  }
}

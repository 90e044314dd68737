package io.espalier.cli;

import io.espalier.config.ChildRun;
import java.util.List;
import java.util.Locale;

/** An accuracy as a table of one row. */
final class MeasuredTable {

  private MeasuredTable() {}

  static Table of(ChildRun.Measured measured) {
    return new Table(
        List.of("space", "architecture", "accuracy_percent", "standard_error", "images"),
        List.of(
            List.of(
                measured.space(),
                measured.architecture(),
                String.format(Locale.ROOT, "%.2f", measured.accuracy().accuracyPercent()),
                String.format(Locale.ROOT, "%.2f", measured.accuracy().standardErrorPercent()),
                Integer.toString(measured.accuracy().images()))));
  }
}

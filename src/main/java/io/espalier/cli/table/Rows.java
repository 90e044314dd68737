package io.espalier.cli.table;

import io.espalier.cost.Costs;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Measure;
import io.espalier.export.ChildExport;
import io.espalier.export.Measurement;
import io.espalier.latency.Agreement;
import io.espalier.retrain.Retrained;
import io.espalier.run.Evaluate;
import io.espalier.stat.Decimals;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results as tables, mostly of one row. */
public final class Rows {

  private Rows() {}

  /** One row. */
  public static TextTable one(Map<String, String> row) {
    return new TextTable(List.copyOf(row.keySet()), List.of(List.copyOf(row.values())));
  }

  public static TextTable of(Evaluate.Measured measured) {
    Map<String, String> row = network(measured.space(), measured.architecture());
    row.putAll(measured.measurement().figures());
    return one(row);
  }

  public static TextTable of(String space, Estimate estimate, Measure measure) {
    Map<String, String> row = network(space, estimate.architecture().id());
    row.put(
        measure == Measure.ACCURACY ? "accuracy_percent" : "minus_cross_entropy",
        measure.text(estimate.score()));
    row.put("standard_error", measure.text(estimate.standardError()));
    row.put("images", Integer.toString(estimate.images()));
    return one(row);
  }

  /** How well predicted latencies agree with measured ones. */
  public static TextTable of(Agreement agreement) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("networks", Integer.toString(agreement.networks()));
    row.put("kendall_tau", Decimals.text(agreement.kendallTau(), 4));
    row.put("mape_percent", Decimals.text(agreement.mapePercent(), 2));
    row.put("p95_error_percent", Decimals.text(agreement.p95Percent(), 2));
    return one(row);
  }

  private static Map<String, String> network(String space, String architecture) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("space", space);
    row.put("architecture", architecture);
    return row;
  }

  public static TextTable of(Path folder, Retrained result) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("folder", folder.toString());
    row.put("architecture", result.architecture());
    measured(row, "validation_", result.validation(), result.costs());
    result.test().figures().forEach((name, value) -> row.put("test_" + name, value));
    return one(row);
  }

  /** A row for each format that was written. */
  public static TextTable of(Path folder, ChildExport.Written written) {
    Map<String, String> child = new LinkedHashMap<>();
    child.put("folder", folder.toString());
    measured(child, "validation_", written.measurement(), written.manifest().costs());
    List<String> header = new ArrayList<>(child.keySet());
    header.addAll(ProofTable.HEADER);
    List<List<String>> rows = new ArrayList<>();
    for (List<String> format : ProofTable.rows(written.proof())) {
      List<String> row = new ArrayList<>(child.values());
      row.addAll(format);
      rows.add(row);
    }
    return new TextTable(header, rows);
  }

  private static void measured(
      Map<String, String> row, String part, Measurement measurement, Costs costs) {
    measurement.figures().forEach((name, value) -> row.put(part + name, value));
    row.putAll(costs.text());
  }
}

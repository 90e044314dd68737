package io.espalier.cli.table;

import io.espalier.export.Proof;
import io.espalier.export.ProofReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The comparison of the formats of an export with their reference, a row for each. */
public final class ProofTable {

  public static final List<String> HEADER =
      List.of(
          "form",
          "run_by",
          "accuracy_percent",
          "reference_accuracy_percent",
          "cross_entropy",
          "reference_cross_entropy",
          "largest_logit_difference",
          "allowed_difference",
          "same_predictions",
          "verdict");

  private ProofTable() {}

  public static List<List<String>> rows(ProofReport report) {
    List<List<String>> rows = new ArrayList<>();
    report.proofs().forEach(proof -> rows.add(row(proof.format(), proof)));
    report.pictures().forEach(proof -> rows.add(row(proof.format() + " on pictures", proof)));
    for (ProofReport.Unproved form : report.unproved()) {
      rows.add(List.of(form.format(), form.why(), "", "", "", "", "", "", "", "not run"));
    }
    return rows;
  }

  /** Pictures are synthetic and have no class, so there is no accuracy. */
  private static List<String> row(String form, Proof proof) {
    boolean judged = form.equals(proof.format());
    return List.of(
        form,
        proof.runtime(),
        judged ? String.format(Locale.ROOT, "%.2f", proof.accuracyPercent()) : "",
        judged ? String.format(Locale.ROOT, "%.2f", proof.referenceAccuracyPercent()) : "",
        judged ? String.format(Locale.ROOT, "%.6f", proof.crossEntropy()) : "",
        judged ? String.format(Locale.ROOT, "%.6f", proof.referenceCrossEntropy()) : "",
        String.format(Locale.ROOT, "%.2e", proof.largestDifference()),
        String.format(Locale.ROOT, "%.2e", proof.tolerance()),
        "%d of %d".formatted(proof.samePredictions(), proof.images()),
        proof.verdict());
  }
}

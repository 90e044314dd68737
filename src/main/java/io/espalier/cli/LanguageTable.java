package io.espalier.cli;

import io.espalier.config.TextRun;
import io.espalier.export.ChildExport;
import io.espalier.export.LanguageScore;
import io.espalier.export.Manifest;
import io.espalier.retrain.TextRetrainResult;
import io.espalier.stat.Decimals;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was found of a network that reads texts, as a table. */
final class LanguageTable {

  private final Map<String, String> row = new LinkedHashMap<>();

  private LanguageTable() {}

  static TextTable of(TextRun.Measured measured) {
    LanguageTable table = new LanguageTable();
    table.row.put("space", measured.space());
    table.row.put("architecture", measured.architecture());
    table.score("", measured.score());
    return table.table();
  }

  /** A row for each form that was written. */
  static TextTable of(Path folder, ChildExport.Written written) {
    LanguageTable table = new LanguageTable();
    Manifest manifest = written.manifest();
    table.row.put("folder", folder.toString());
    table.score("validation_", LanguageScore.read(folder));
    table.cost(manifest.macsMillions(), manifest.paramsMillions());
    List<String> header = new ArrayList<>(table.row.keySet());
    header.addAll(ProofTable.HEADER);
    List<List<String>> rows = new ArrayList<>();
    for (List<String> form : ProofTable.rows(written.proof())) {
      List<String> row = new ArrayList<>(table.row.values());
      row.addAll(form);
      rows.add(row);
    }
    return new TextTable(header, rows);
  }

  static TextTable of(Path folder, TextRetrainResult result) {
    LanguageTable table = new LanguageTable();
    table.row.put("folder", folder.toString());
    table.row.put("architecture", result.architecture());
    table.score("validation_", result.validation());
    table.score("test_", result.test());
    table.cost(result.macsMillions(), result.paramsMillions());
    return table.table();
  }

  private void score(String part, LanguageScore score) {
    row.put(part + "perplexity", Decimals.text(score.perplexity(), 3));
    row.put(part + "bits_per_character", Decimals.text(score.bitsPerCharacter(), 4));
    row.put(part + "cross_entropy", Decimals.text(score.lossNats(), 4));
    row.put(part + "standard_error", Decimals.text(score.standardErrorNats(), 4));
    row.put(part + "characters", Integer.toString(score.characters()));
  }

  private void cost(double macsMillions, double paramsMillions) {
    row.put("macs_millions", Decimals.text(macsMillions, 3));
    row.put("params_millions", Decimals.text(paramsMillions, 3));
  }

  private TextTable table() {
    return new TextTable(List.copyOf(row.keySet()), List.of(new ArrayList<>(row.values())));
  }
}

package io.espalier.export;

import io.espalier.error.InputError;
import io.espalier.file.AtomicFile;
import io.espalier.file.RecordJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The content of an export's {@code proof.json}, and {@code PROOF.md} for people: the comparison of
 * every written format with the network that was searched.
 *
 * @param format the version of this file's format
 * @param architecture the id in its space
 * @param reference the reference of the comparison: {@code masked supernet}
 * @param toleranceShare how far logits may differ, as a share of the reference's range of logits
 * @param proofs the proofs of the formats that were run
 * @param pictures proofs of the same formats on picture files of many sizes and kinds, which they
 *     read themselves; compared with the cut child, and labels are meaningless
 * @param unproved the formats that could not be run on this machine
 */
public record ProofReport(
    String format,
    String architecture,
    String reference,
    double toleranceShare,
    List<Proof> proofs,
    List<Proof> pictures,
    List<Unproved> unproved) {

  /** Its name in the folder of an export. */
  public static final String FILE = "proof.json";

  private static final String TEXT = "PROOF.md";
  private static final String FORMAT = "espalier-proof-4";

  public ProofReport {
    proofs = List.copyOf(proofs);
    pictures = List.copyOf(pictures);
    unproved = List.copyOf(unproved);
  }

  ProofReport(
      String architecture,
      String reference,
      double toleranceShare,
      List<Proof> proofs,
      List<Proof> pictures,
      List<Unproved> unproved) {
    this(FORMAT, architecture, reference, toleranceShare, proofs, pictures, unproved);
  }

  /**
   * A format that was written but not run.
   *
   * @param format its name
   * @param why the reason
   */
  public record Unproved(String format, String why) {}

  /**
   * Reads the proof of an export.
   *
   * @throws InputError if it is missing, damaged or of another version
   */
  public static ProofReport read(Path folder) {
    try {
      return RecordJson.read(folder.resolve(FILE), ProofReport.class);
    } catch (InputError e) {
      throw new InputError(e.getMessage() + "; have it written by exporting the child again", e);
    }
  }

  void write(Path folder) {
    RecordJson.write(folder.resolve(FILE), this);
    AtomicFile.writeText(folder.resolve(TEXT), text());
  }

  /** As a page of Markdown. */
  private String text() {
    StringBuilder text = new StringBuilder();
    text.append("# Proof that all formats are the network that was searched\n\n");
    text.append("Architecture `%s`; the reference is the %s.\n".formatted(architecture, reference));
    text.append(
        String.format(
            Locale.ROOT,
            "Logits may differ by %s of the reference's range; predictions may differ in ties only."
                + " Cross-entropies are in nats.%n%n",
            toleranceShare));
    text.append(
        "| format | run by | answers | largest difference | allowed | range of logits"
            + " | same predictions | accuracy, % | reference's, % | cross-entropy | reference's"
            + " | verdict |\n");
    text.append("|---|---|---|---|---|---|---|---|---|---|---|---|\n");
    for (Proof proof : proofs) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %d | %.2e | %.2e | %.3f | %d | %.2f | %.2f | %.6f | %.6f | %s |%n",
              proof.format(),
              proof.runtime(),
              proof.images(),
              proof.largestDifference(),
              proof.tolerance(),
              proof.logitRange(),
              proof.samePredictions(),
              proof.accuracyPercent(),
              proof.referenceAccuracyPercent(),
              proof.crossEntropy(),
              proof.referenceCrossEntropy(),
              proof.verdict()));
    }
    text.append(proofs.isEmpty() ? "" : "\n");
    if (!pictures.isEmpty()) {
      text.append(pictureText());
    }
    proofs.stream()
        .filter(proof -> proof.rounding() > 0)
        .forEach(
            proof ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "%s: 32-bit floating point alone moves the reference's logits by %.2e from"
                            + " the same network's in 64-bit, so ten times as much is allowed.%n%n",
                        proof.format(),
                        proof.rounding())));
    for (Unproved missing : unproved) {
      text.append("Not run here: %s (%s).\n".formatted(missing.format(), missing.why()));
    }
    return text.append("`espalier verify DIR` with this folder repeats it.\n").toString();
  }

  private String pictureText() {
    StringBuilder text = new StringBuilder();
    text.append(
        "From picture files (long, high, tiny and large; color, grey, CMYK; 8 and 16 bits;");
    text.append(
        " transparent; turned as EXIF says),\neach format reading them as its README says,");
    text.append(" against the cut child:\n\n");
    text.append("| format | run by | pictures | largest difference | allowed | range of logits");
    text.append(" | same predictions | verdict |\n|---|---|---|---|---|---|---|---|\n");
    for (Proof proof : pictures) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %d | %.2e | %.2e | %.3f | %d | %s |%n",
              proof.format(),
              proof.runtime(),
              proof.images(),
              proof.largestDifference(),
              proof.tolerance(),
              proof.logitRange(),
              proof.samePredictions(),
              proof.verdict()));
    }
    return text.append('\n').toString();
  }
}

package io.espalier.export;

import io.espalier.file.Sha256;
import io.espalier.plan.Plan;
import io.espalier.plan.PlanJson;

/** SHA-256, in hexadecimal, of a child's plan, to detect files that do not belong together. */
public final class ChildHash {

  private ChildHash() {}

  /** The hash of the plan's text. */
  public static String of(Plan plan) {
    return Sha256.of(PlanJson.write(plan));
  }
}

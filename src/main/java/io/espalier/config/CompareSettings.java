package io.espalier.config;

import io.espalier.compare.Design;
import java.util.List;
import java.util.Optional;

/**
 * The settings of a comparison other than its tasks and searchers; {@code compare.yaml} explains
 * them.
 */
record CompareSettings(
    int budget,
    Seeds seeds,
    List<Integer> checkpoints,
    int batch,
    int workers,
    int top,
    String reference) {

  record Seeds(long first, int count) {}

  Design design() {
    return new Design(
        budget,
        seeds.first(),
        seeds.count(),
        checkpoints,
        batch,
        top,
        Optional.of(reference).filter(name -> !name.isEmpty()));
  }
}

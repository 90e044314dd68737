package io.espalier.rank;

import io.espalier.file.RecordJson;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a ranking is of: {@code rank.json}.
 *
 * @param supernet facts on the supernet, in words, by what they are about
 * @param ranking facts on how it was ranked
 * @param weights the weights of the combined score, by estimator; fixed before the ranking
 * @param truth what the truth is, with its unit, for an axis
 * @param top what the top-scored of all truly are; empty if not all were scored
 * @param limits what the figures do not say
 */
public record RankFacts(
    Map<String, String> supernet,
    Map<String, String> ranking,
    Map<String, Double> weights,
    String truth,
    List<TopFact> top,
    List<String> limits) {

  /** Its name in the ranking's folder. */
  public static final String FILE = "rank.json";

  public RankFacts {
    supernet = new LinkedHashMap<>(supernet);
    ranking = new LinkedHashMap<>(ranking);
    weights = new LinkedHashMap<>(weights);
    top = List.copyOf(top);
    limits = List.copyOf(limits);
  }

  /**
   * What the highest scored of all architectures of a space truly are.
   *
   * @param estimator whose scores
   * @param count how many of the highest scored
   * @param ofAll out of how many
   * @param seen how many of all the estimator was asked for; training-free scores chose them
   * @param again how many of these were compared again before the top was taken; 0 for none
   * @param images on how many validation images they were
   * @param meanTruth their mean truth
   * @param bestTruth the best truth among them
   * @param bestOfAll the best truth of all
   */
  public record TopFact(
      String estimator,
      int count,
      int ofAll,
      int seen,
      int again,
      int images,
      double meanTruth,
      double bestTruth,
      double bestOfAll) {}

  /** Writes the facts. */
  public void write(Path file) {
    RecordJson.write(file, this);
  }

  /**
   * Reads the facts.
   *
   * @throws io.espalier.error.InputError if the file is missing or damaged
   */
  public static RankFacts read(Path file) {
    return RecordJson.read(file, RankFacts.class);
  }
}

package io.espalier.rank;

import io.espalier.file.RecordJson;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The facts about a ranking: {@code rank.json}.
 *
 * @param supernet facts about the supernet, in words, by subject
 * @param ranking facts about the ranking, in words, by subject
 * @param weights the weights of the combined score, by estimator; fixed before the ranking
 * @param truth the name of the truth with its unit, for an axis
 * @param top the true figures of the top-scored of all; empty if not all were scored
 * @param limits the limits of the figures' validity
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
   * The true figures of the highest-scored of all architectures of a space.
   *
   * @param estimator the estimator of the scores
   * @param count the number of highest-scored architectures
   * @param ofAll the number of all architectures
   * @param seen the number of architectures that the estimator scored, chosen by training-free
   *     scores
   * @param again the number of these that were compared again before the top was taken; 0 for none
   * @param images the number of validation images for that
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

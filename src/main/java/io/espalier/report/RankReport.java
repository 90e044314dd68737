package io.espalier.report;

import io.espalier.file.AtomicFile;
import io.espalier.rank.RankFacts;
import io.espalier.rank.Ranking;
import io.espalier.rank.ScoreTable;
import java.nio.file.Path;

/** Creates the picture and the card of a ranking from its files. */
public final class RankReport {

  /** The card's name in the run folder. */
  public static final String CARD = "CARD.md";

  /** The picture's name in the ranking's folder. */
  public static final String PICTURE = "scatter.svg";

  private static final String FOLDER = "rank";

  private RankReport() {}

  /**
   * A ranking's files.
   *
   * @param scores the scores
   * @param ranking the figures
   * @param facts the facts about the ranking
   */
  record Files(ScoreTable scores, Ranking ranking, RankFacts facts) {

    /**
     * Reads the files.
     *
     * @throws io.espalier.error.InputError if one is missing or damaged
     */
    static Files read(Path rank) {
      return new Files(
          ScoreTable.read(rank.resolve(ScoreTable.FILE)),
          Ranking.read(rank.resolve(Ranking.FILE)),
          RankFacts.read(rank.resolve(RankFacts.FILE)));
    }
  }

  /**
   * Writes both.
   *
   * @param runFolder a run folder that holds a ranking
   * @throws io.espalier.error.InputError if a file of it is missing or damaged
   */
  public static void write(Path runFolder) {
    Path rank = runFolder.resolve(FOLDER);
    Files files = Files.read(rank);
    AtomicFile.writeText(rank.resolve(PICTURE), RankSection.picture(files.scores(), files.facts()));
    AtomicFile.writeText(runFolder.resolve(CARD), Card.text(Page.title(runFolder), files));
  }
}

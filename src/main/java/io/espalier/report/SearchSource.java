package io.espalier.report;

import io.espalier.estimate.Measure;
import io.espalier.study.Journal;
import io.espalier.study.LiveTrials;
import io.espalier.study.Study;
import io.espalier.study.Trial;
import io.espalier.study.Trials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the trials of a search come from. Folders are those of searches. */
interface SearchSource {

  /** The tables that a search has written, checked against their hashes. */
  SearchSource STORED =
      new SearchSource() {
        @Override
        public boolean isThere(Path search) {
          return Files.isRegularFile(search.resolve(Study.TRIALS));
        }

        @Override
        public List<Trial> trials(Path search) {
          return Trials.read(search.resolve(Study.TRIALS));
        }

        @Override
        public Measure measure(Path search) {
          return Journal.measure(search.resolve(Study.JOURNAL));
        }

        @Override
        public List<String> objectives(Path search) {
          return Journal.objectives(search.resolve(Study.JOURNAL));
        }
      };

  /** Searches that may be under way, each read on from where it was read to before. */
  static SearchSource live() {
    Map<Path, LiveTrials> followed = new HashMap<>();
    return new SearchSource() {
      private LiveTrials of(Path search) {
        return followed.computeIfAbsent(search, LiveTrials::new);
      }

      @Override
      public boolean isThere(Path search) {
        return STORED.isThere(search) || Files.isRegularFile(search.resolve(Study.JOURNAL));
      }

      @Override
      public List<Trial> trials(Path search) {
        return of(search).read();
      }

      @Override
      public Measure measure(Path search) {
        return of(search).measure();
      }

      @Override
      public List<String> objectives(Path search) {
        return of(search).objectives();
      }

      @Override
      public boolean isBehind() {
        return followed.values().stream().anyMatch(LiveTrials::isBehind);
      }
    };
  }

  /** Whether a table has changed that was too costly to be read again at once. */
  default boolean isBehind() {
    return false;
  }

  boolean isThere(Path search);

  /** All trials; throws an {@link io.espalier.error.InputError} if they cannot be read. */
  List<Trial> trials(Path search);

  /** What the scores are; throws as {@link #trials}. */
  Measure measure(Path search);

  /** The columns of the costs that are kept low; throws as {@link #trials}. */
  List<String> objectives(Path search);
}

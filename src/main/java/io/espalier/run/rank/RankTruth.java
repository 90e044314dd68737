package io.espalier.run.rank;

import io.espalier.error.InputError;
import io.espalier.error.Remedy;
import io.espalier.estimate.Estimate;
import io.espalier.estimate.Failure;
import io.espalier.estimate.Outcome;
import io.espalier.random.Seed;
import io.espalier.run.ScratchTrainings;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import io.espalier.supernet.train.Supervision;
import io.espalier.tabular.ScoreColumn;
import io.espalier.tabular.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/** The truth for estimates: a table's column, or architectures trained from scratch. */
sealed interface RankTruth {

  String words();

  /** A heading for its values, with their unit. */
  String heading();

  /** Draws different architectures with a known truth uniformly. */
  List<Architecture> draw(int count, Seed seed);

  /**
   * The truth of each; higher is better.
   *
   * @return empty if a stop was asked for; trainings done until then are kept
   */
  Optional<double[]> of(List<Architecture> architectures);

  /**
   * A column of a table.
   *
   * @param file the file of the table
   * @param column the column
   * @param known the architectures with a number there
   * @param value returns the number of each
   */
  record Tabulated(
      Path file, ScoreColumn column, List<Architecture> known, ToDoubleFunction<Architecture> value)
      implements RankTruth {

    /**
     * Reads a column.
     *
     * @throws InputError if there is no such table or column, or no column is named and there is no
     *     default
     */
    static Tabulated read(SearchSpace space, Path file, String name) {
      Table table = Table.read(space, file);
      ScoreColumn column =
          name.isEmpty()
              ? table
                  .accuracy()
                  .orElseThrow(
                      () ->
                          new InputError(
                              "%s does not say which of its columns is the truth: %s"
                                  .formatted(file, String.join(", ", table.columns())),
                              Remedy.NAME_TRUTH))
              : table.score(name);
      ToDoubleFunction<Architecture> value = table.truth(column);
      List<Architecture> known =
          table.space().listing().orElseThrow().stream()
              .filter(architecture -> Double.isFinite(value.applyAsDouble(architecture)))
              .toList();
      return new Tabulated(file, column, known, value);
    }

    @Override
    public String words() {
      return "column %s of %s".formatted(column.name(), file.getFileName());
    }

    @Override
    public String heading() {
      return column.unit().isAccuracy() ? column.name() + ", %" : column.name();
    }

    @Override
    public List<Architecture> draw(int count, Seed seed) {
      if (count > known.size()) {
        throw new InputError(
            "%d architectures were asked for, but %s has %d with a number in column %s"
                .formatted(count, file, known.size(), column.name()));
      }
      RandomGenerator random = seed.generator();
      // A partial Fisher-Yates shuffle; only the places that changed are remembered.
      Map<Integer, Integer> moved = new LinkedHashMap<>();
      List<Architecture> drawn = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        int j = random.nextInt(i, known.size());
        drawn.add(known.get(moved.getOrDefault(j, j)));
        moved.put(j, moved.getOrDefault(i, i));
      }
      return drawn;
    }

    @Override
    public Optional<double[]> of(List<Architecture> architectures) {
      return Optional.of(architectures.stream().mapToDouble(value).toArray());
    }
  }

  /**
   * Trainings from scratch, by the recipe of the run's retraining.
   *
   * @param space the space
   * @param trainings trains architectures
   */
  record Trained(SearchSpace space, ScratchTrainings trainings) implements RankTruth {

    private static final int TRIES = 1_000;

    @Override
    public String words() {
      return "validation accuracy after training from scratch (%s)".formatted(trainings.words());
    }

    @Override
    public String heading() {
      return "accuracy from scratch, %";
    }

    /** Of networks that compute the same, one is trained. */
    @Override
    public List<Architecture> draw(int count, Seed seed) {
      RandomGenerator random = seed.generator();
      Map<Architecture, Architecture> drawn = new LinkedHashMap<>();
      for (int t = 0; t < TRIES * count && drawn.size() < count; t++) {
        Architecture architecture = space.sample(random);
        drawn.putIfAbsent(space.canonical(architecture), architecture);
      }
      if (drawn.size() < count) {
        throw new InputError(
            "%d architectures were asked for, but only %d different networks of %s turned up; ask for fewer"
                .formatted(count, drawn.size(), space.name()));
      }
      return List.copyOf(drawn.values());
    }

    @Override
    public Optional<double[]> of(List<Architecture> architectures) {
      return trainings
          .all(architectures, Supervision.USUAL_ROLLBACKS, "from scratch")
          .map(all -> all.stream().mapToDouble(Trained::accuracy).toArray());
    }

    private static double accuracy(Outcome outcome) {
      if (outcome instanceof Failure failure) {
        throw new InputError(
            "%s has no truth: %s".formatted(failure.architecture(), failure.reason()));
      }
      return ((Estimate) outcome).score();
    }
  }
}

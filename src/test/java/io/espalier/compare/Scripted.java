package io.espalier.compare;

import io.espalier.estimate.Outcome;
import io.espalier.search.Proposal;
import io.espalier.search.SearchStatistics;
import io.espalier.search.Searcher;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import io.espalier.synthetic.OptionSpace;
import io.espalier.synthetic.TruthEstimator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A searcher that proposes one option after another, and tasks whose every score is written down.
 */
final class Scripted implements Searcher, SearchStatistics {

  private final SearchSpace space;
  private final List<Integer> script;
  private final List<Outcome> told = new ArrayList<>();
  private int next;

  private Scripted(SearchSpace space, List<Integer> script) {
    this.space = space;
    this.script = script;
  }

  /** A searcher that proposes these options, however often they occur, and then nothing. */
  static Method searcher(String name, Integer... script) {
    return new Method() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Searcher searcher(Instance instance, long seed) {
        return new Scripted(instance.space(), List.of(script));
      }
    };
  }

  /** A task of a single choice; every option has a score and a truth. */
  static ComparisonTask task(
      String name, List<Double> scores, List<Double> truths, OptionalDouble optimum) {
    SearchSpace space = new OptionSpace(1, scores.size());
    ToDoubleFunction<Architecture> score = a -> scores.get(a.pick(0));
    ToDoubleFunction<Architecture> truth = a -> truths.get(a.pick(0));
    return new ComparisonTask() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Instance instance(long seed) {
        return new Instance(0, space, List.of(), new TruthEstimator(score), truth, optimum);
      }
    };
  }

  @Override
  public List<Proposal> ask(int count) {
    int end = Math.min(next + count, script.size());
    List<Proposal> proposals =
        IntStream.range(next, end)
            .mapToObj(i -> new Architecture(space.name(), List.of(List.of(script.get(i)))))
            .map(architecture -> new Proposal(architecture, "as written"))
            .toList();
    next = end;
    return proposals;
  }

  @Override
  public void tell(List<Outcome> outcomes) {
    told.addAll(outcomes);
  }

  @Override
  public Map<String, Double> statistics() {
    return Map.of("told", (double) told.size());
  }
}

package io.espalier.task.compare;

import io.espalier.compare.Instance;
import io.espalier.compare.Method;
import io.espalier.random.Seed;
import io.espalier.search.Searcher;
import io.espalier.search.SearcherKind;

/**
 * A searcher with its settings. With the same seed and settings, it makes the same proposals as a
 * search in a run folder.
 *
 * @param name its name in the comparison
 * @param kind the searcher
 * @param settings its settings, of the type of the kind's options
 * @param batchesUnderWay how many batches are estimated at a time
 */
public record NamedMethod(String name, SearcherKind<?> kind, Record settings, int batchesUnderWay)
    implements Method {

  @Override
  public Searcher searcher(Instance instance, long seed) {
    return kind.create(
        instance.space(), instance.limits(), instance.objectives(), settings, new Seed(seed));
  }
}

package io.espalier.estimate;

import io.espalier.space.Architecture;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Those who estimate for a search: this process itself, or others, several groups at a time. */
public interface Workers {

  /** The number of groups that they can work on at a time, at least 1; it may change. */
  int count();

  /**
   * Begins to estimate a group of architectures. The groups that are under way may be finished in
   * any order.
   *
   * @return one outcome per architecture, in the order of the group, as soon as they are known; it
   *     ends with an exception if the group cannot be estimated at all
   * @throws EstimateStopped if the user asked to stop and the workers noticed it
   */
  CompletableFuture<List<Outcome>> begin(List<Architecture> group);

  /** As {@link Estimator#remember}. */
  default void remember(List<Outcome> outcomes) {}

  /** The calling thread as the only worker: what it begins is done when it returns. */
  static Workers here(Estimator estimator) {
    return new Workers() {
      @Override
      public int count() {
        return 1;
      }

      @Override
      public CompletableFuture<List<Outcome>> begin(List<Architecture> group) {
        return CompletableFuture.completedFuture(estimator.estimate(group));
      }

      @Override
      public void remember(List<Outcome> outcomes) {
        estimator.remember(outcomes);
      }
    };
  }
}

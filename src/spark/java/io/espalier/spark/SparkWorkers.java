package io.espalier.spark;

import io.espalier.error.InputError;
import io.espalier.error.Remedy;
import io.espalier.error.Trouble;
import io.espalier.estimate.Outcome;
import io.espalier.estimate.Workers;
import io.espalier.space.Architecture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.spark.api.java.JavaSparkContext;

/** Workers on a Spark cluster: a job for each group. */
final class SparkWorkers implements Workers {

  private final SparkCluster cluster;
  private final JavaSparkContext spark;
  private final Work work;
  private final ExecutorService waiting =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "espalier-job");
            thread.setDaemon(true);
            return thread;
          });

  SparkWorkers(SparkCluster cluster, JavaSparkContext spark, Work work) {
    this.cluster = cluster;
    this.spark = spark;
    this.work = work;
  }

  /** One more than there are tasks at a time, so that no executor waits for the next one. */
  @Override
  public int count() {
    int slots = cluster.slots();
    return slots == 1 ? 1 : slots + 1;
  }

  @Override
  public CompletableFuture<List<Outcome>> begin(List<Architecture> group) {
    List<String> ids = new ArrayList<>(group.stream().map(Architecture::id).toList());
    return CompletableFuture.supplyAsync(
        () -> {
          Answer answer = answer(ids);
          if (!answer.refusal().isEmpty()) {
            throw new InputError("on %s: %s".formatted(answer.machine(), answer.refusal()))
                .see(Trouble.CLUSTER);
          }
          List<Outcome> outcomes = new ArrayList<>();
          for (int i = 0; i < group.size(); i++) {
            outcomes.add(answer.outcomes().get(i).about(group.get(i)));
          }
          return outcomes;
        },
        waiting);
  }

  private Answer answer(List<String> ids) {
    try {
      return spark.parallelize(List.of(ids), 1).map(new EstimateTask(work)).collect().get(0);
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare.
      String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new InputError(
              "Spark did not finish the estimates of a group: " + first, e, Remedy.CONTINUE)
          .see(Trouble.CLUSTER);
    }
  }
}

package io.espalier.spark;

import io.espalier.config.Configuration;
import io.espalier.estimate.Outcome;
import io.espalier.progress.Progress;
import io.espalier.run.ClusterJob;
import io.espalier.run.ClusterWorker;
import io.espalier.settings.EstimateWeights;
import io.espalier.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.spark.SparkFiles;

/**
 * The workers of an executor's process: each task takes one that is free, or a new one. Weights and
 * images are read when a worker is made, once for many groups.
 */
final class Executor {

  /** That of this process, which outlives Spark's tasks. */
  static final Executor HERE = new Executor();

  private final Map<String, Deque<ClusterWorker>> free = new HashMap<>();

  /** PyTorch collects gradients for one training of a process at a time. */
  private final ReentrantLock training = new ReentrantLock();

  private Executor() {}

  List<Outcome> estimate(Work work, List<String> ids) {
    boolean trains = work.score().equals(EstimateWeights.SCRATCH);
    if (trains) {
      training.lock();
    }
    ClusterWorker worker = take(work);
    try {
      List<Outcome> outcomes = worker.estimate(ids);
      giveBack(work, worker);
      return outcomes;
    } catch (RuntimeException e) {
      worker.close();
      throw e;
    } finally {
      if (trains) {
        training.unlock();
      }
    }
  }

  private ClusterWorker take(Work work) {
    synchronized (free) {
      closeOthers(work.hash());
      ClusterWorker worker = free.computeIfAbsent(work.hash(), h -> new ArrayDeque<>()).poll();
      if (worker != null) {
        return worker;
      }
    }
    return new ClusterWorker(job(work), Progress.SILENT);
  }

  /** A cluster works for one run; what it did for an earlier job is not needed again. */
  private void closeOthers(String hash) {
    free.entrySet()
        .removeIf(
            entry -> {
              boolean other = !entry.getKey().equals(hash);
              if (other) {
                entry.getValue().forEach(ClusterWorker::close);
              }
              return other;
            });
  }

  private void giveBack(Work work, ClusterWorker worker) {
    synchronized (free) {
      Deque<ClusterWorker> same = free.get(work.hash());
      if (same == null) {
        worker.close();
      } else {
        same.push(worker);
      }
    }
  }

  private static ClusterJob job(Work work) {
    Settings settings = Configuration.told(work.settings()).values().withThreads(work.threads());
    Optional<Path> weights =
        work.weights().isEmpty()
            ? Optional.empty()
            : Optional.of(Path.of(SparkFiles.get(work.weights())));
    return new ClusterJob(settings, work.score(), work.rollbacks(), weights, work.dataHash());
  }
}

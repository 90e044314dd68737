package io.espalier.compare;

import io.espalier.error.InputError;
import io.espalier.progress.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * A comparison of searchers: every searcher runs on every task with every seed.
 *
 * @param design the budgets, the seeds and the figures to report
 * @param tasks the tasks, with distinct names
 * @param methods the searchers, with distinct names
 */
public record Comparison(Design design, List<ComparisonTask> tasks, List<Method> methods) {

  /** The file of finished runs in a comparison's folder. */
  public static final String RUNS = "runs.jsonl";

  public Comparison {
    tasks = List.copyOf(tasks);
    methods = List.copyOf(methods);
    if (tasks.isEmpty() || methods.isEmpty()) {
      throw new InputError("a comparison needs at least one task and one searcher");
    }
    List<String> names = methods.stream().map(Method::name).toList();
    design
        .reference()
        .filter(reference -> !names.contains(reference))
        .ifPresent(
            reference -> {
              throw InputError.unknown("reference", reference, names);
            });
  }

  /** The number of runs. */
  public int size() {
    return design.seeds() * tasks.size() * methods.size();
  }

  /**
   * Makes the runs that are missing in the folder and, when all are there, the tables. The tables
   * depend neither on the number of workers nor on interruptions. If it is stopped, the tables
   * cover the first seeds that all searchers have finished on all tasks, if any.
   *
   * @param folder the folder of runs and tables; the caller holds its lock
   * @param header the identity of the runs; a folder with other runs is refused
   * @param workers the number of runs made at the same time
   * @return the tables of all runs; empty if {@code progress} asked to stop before all were made
   * @throws InputError if the folder contains runs of another comparison or cannot be written
   */
  public Optional<Results> run(Path folder, RunHeader header, int workers, Progress progress) {
    Map<MethodRun.Key, MethodRun> done = new HashMap<>();
    try (MethodRuns log = MethodRuns.open(folder.resolve(RUNS), header)) {
      if (log.wasTorn()) {
        progress.say("dropped the torn last line of " + folder.resolve(RUNS));
      }
      log.runs().forEach(run -> done.put(run.key(), run));
      if (!done.isEmpty() && !log.header().build().equals(header.build())) {
        progress.say(
            "%d of the %d runs in %s are of another build of the program; start over to make them again"
                .formatted(done.size(), size(), folder));
      }
      if (!make(missing(done), workers, log, done, progress)) {
        writePartial(folder, done, progress);
        return Optional.empty();
      }
    }
    Results results = Results.of(this, done);
    results.write(folder);
    return Optional.of(results);
  }

  /**
   * Different seeds would favour the searcher with the easier ones, so only those that all have
   * count.
   */
  private void writePartial(Path folder, Map<MethodRun.Key, MethodRun> done, Progress progress) {
    int seeds = 0;
    while (seeds < design.seeds() && hasAll(design.firstSeed() + seeds, done)) {
      seeds++;
    }
    if (seeds > 0) {
      Results.of(new Comparison(design.withSeeds(seeds), tasks, methods), done).write(folder);
      progress.say(
          "stopped: the tables are of the first %d of %d seeds".formatted(seeds, design.seeds()));
    }
  }

  private boolean hasAll(long seed, Map<MethodRun.Key, MethodRun> done) {
    return tasks.stream()
        .allMatch(
            task ->
                methods.stream()
                    .allMatch(
                        c -> done.containsKey(new MethodRun.Key(task.name(), c.name(), seed))));
  }

  /** A run to make. */
  private record Job(ComparisonTask task, Method method, long seed) {}

  /** Seed by seed, so that long and short runs mix and the remaining time can be predicted. */
  private List<Job> missing(Map<MethodRun.Key, MethodRun> done) {
    List<Job> jobs = new ArrayList<>();
    for (long seed : design.seedList()) {
      for (ComparisonTask task : tasks) {
        for (Method method : methods) {
          if (!done.containsKey(new MethodRun.Key(task.name(), method.name(), seed))) {
            jobs.add(new Job(task, method, seed));
          }
        }
      }
    }
    return jobs;
  }

  /** Makes the runs; returns whether all were made. */
  private boolean make(
      List<Job> jobs,
      int workers,
      MethodRuns log,
      Map<MethodRun.Key, MethodRun> done,
      Progress progress) {
    AtomicBoolean failed = new AtomicBoolean();
    BooleanSupplier stop = () -> failed.get() || progress.stopRequested();
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    CompletionService<Optional<MethodRun>> finished = new ExecutorCompletionService<>(pool);
    boolean all = true;
    try (Progress.Task task = progress.begin("compare", "runs", size(), size() - jobs.size())) {
      jobs.forEach(job -> finished.submit(() -> make(job, stop)));
      for (int j = 0; j < jobs.size(); j++) {
        Optional<MethodRun> made = get(finished);
        if (made.isPresent()) {
          MethodRun run = made.get();
          log.append(run);
          done.put(run.key(), run);
          task.advance(1, "%s, %s, seed %d".formatted(run.task(), run.searcher(), run.seed()));
        }
        all &= made.isPresent();
      }
    } finally {
      failed.set(true);
      pool.shutdownNow();
    }
    return all;
  }

  private Optional<MethodRun> make(Job job, BooleanSupplier stop) {
    return stop.getAsBoolean()
        ? Optional.empty()
        : MethodSearch.run(design, job.task(), job.method(), job.seed(), stop);
  }

  private static Optional<MethodRun> get(CompletionService<Optional<MethodRun>> finished) {
    try {
      Future<Optional<MethodRun>> next = finished.take();
      return next.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while runs are made", e);
    }
  }
}

package io.espalier.compare;

import io.espalier.estimate.Estimate;
import io.espalier.estimate.Outcome;
import io.espalier.random.Seed;
import io.espalier.search.Proposal;
import io.espalier.search.SearchStatistics;
import io.espalier.search.Searcher;
import io.espalier.space.Architecture;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** One run under way: asks, estimates, tells and keeps the trajectory. */
final class MethodSearch {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** A searcher that proposes nothing new in this number of asks is exhausted. */
  private static final int FRUITLESS_ASKS = 100;

  private final Design design;
  private final Instance instance;
  private final Searcher searcher;
  private final BusyWorkers workers;
  private final Map<Architecture, Outcome> known = new HashMap<>();
  private final List<Improvement> incumbents = new ArrayList<>();
  private final List<Improvement> truths = new ArrayList<>();
  private final TopTruths top;
  private final FrontCourse front;
  private int samples;
  private long proposals;
  private long nanoseconds;

  private MethodSearch(Design design, Instance instance, Searcher searcher, BusyWorkers workers) {
    this.design = design;
    this.instance = instance;
    this.searcher = searcher;
    this.workers = workers;
    this.top = new TopTruths(design);
    this.front = new FrontCourse(instance);
  }

  /**
   * Makes a run.
   *
   * @param stop whether to stop; checked before every proposal
   * @return empty if it was stopped
   */
  static Optional<MethodRun> run(
      Design design, ComparisonTask task, Method method, long seed, BooleanSupplier stop) {
    Instance instance = task.instance(seed);
    MethodSearch search =
        new MethodSearch(
            design,
            instance,
            method.searcher(instance, seed),
            new BusyWorkers(method.batchesUnderWay(), new Seed(seed)));
    if (!search.toTheEnd(stop)) {
      return Optional.empty();
    }
    return Optional.of(
        new MethodRun(
            task.name(),
            method.name(),
            seed,
            instance.number(),
            instance.optimum().orElse(Double.NaN),
            search.samples,
            search.incumbents,
            search.truths,
            search.top.truths(),
            search.front.growths(),
            search.searcher instanceof SearchStatistics s ? s.statistics() : Map.of(),
            search.proposals == 0 ? 0 : search.nanoseconds / 1e6 / search.proposals));
  }

  private boolean toTheEnd(BooleanSupplier stop) {
    int fruitless = 0;
    while (samples < design.budget() && fruitless < FRUITLESS_ASKS) {
      if (stop.getAsBoolean()) {
        return false;
      }
      int left = design.budget() - samples - workers.proposals();
      boolean asks = left > 0 && workers.areFree();
      List<Proposal> asked = asks ? ask(Math.min(design.batch(), left)) : List.of();
      if (!asked.isEmpty()) {
        workers.begin(asked);
      }
      if (workers.proposals() == 0) {
        break;
      }
      if (asked.isEmpty() || !workers.areFree()) {
        int before = samples;
        tell(estimate(workers.end()));
        fruitless = samples == before ? fruitless + 1 : 0;
      }
    }
    top.end();
    return true;
  }

  private List<Proposal> ask(int count) {
    long start = THREADS.getCurrentThreadCpuTime();
    List<Proposal> asked = searcher.ask(count);
    nanoseconds += THREADS.getCurrentThreadCpuTime() - start;
    proposals += asked.size();
    return asked;
  }

  private void tell(List<Outcome> outcomes) {
    long start = THREADS.getCurrentThreadCpuTime();
    searcher.tell(outcomes);
    nanoseconds += THREADS.getCurrentThreadCpuTime() - start;
  }

  /** The outcomes of proposals; known ones do not count as samples. */
  private List<Outcome> estimate(List<Proposal> asked) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Proposal proposal : asked) {
      Architecture architecture = proposal.architecture();
      Architecture canonical = instance.space().canonical(architecture);
      Outcome outcome = known.get(canonical);
      if (outcome == null) {
        outcome = instance.estimator().estimate(List.of(architecture)).get(0);
        known.put(canonical, outcome);
        samples++;
        take(outcome);
      }
      outcomes.add(outcome);
    }
    return outcomes;
  }

  private void take(Outcome outcome) {
    if (outcome instanceof Estimate estimate) {
      double score = estimate.score();
      double truth = instance.truth().applyAsDouble(estimate.architecture());
      Improvement step = new Improvement(samples, score, truth);
      if (incumbents.isEmpty() || score > incumbents.get(incumbents.size() - 1).observed()) {
        incumbents.add(step);
      }
      // An unknown truth is never the best.
      if (truths.isEmpty() ? !Double.isNaN(truth) : truth > truths.get(truths.size() - 1).truth()) {
        truths.add(step);
      }
      top.add(step);
      front.take(samples, estimate, truth);
    }
    top.sampled(samples);
  }
}

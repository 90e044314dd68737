package io.espalier.supernet.evaluate;

import io.espalier.data.Batch;
import io.espalier.supernet.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * Children that are run together on successive images. If that fails, they continue one by one, so
 * that a problem of one child does not affect the others. For one thread at a time.
 */
final class Lane implements AutoCloseable {

  private final List<EvaluatedChild> children;
  private final Weights supernet;
  private final Statistics statistics;
  private final List<Batch> recalibration;
  private final List<Batch> seen = new ArrayList<>();
  private List<Lane> apart = List.of();
  private ChildGroup group;

  Lane(
      List<EvaluatedChild> children,
      Weights supernet,
      Statistics statistics,
      List<Batch> recalibration) {
    this.children = children;
    this.supernet = supernet;
    this.statistics = statistics;
    this.recalibration = recalibration;
  }

  /**
   * Lets the children that are still running answer further images.
   *
   * @param last whether none will follow
   */
  Lane run(List<Batch> images, boolean last) {
    List<Integer> running = new ArrayList<>();
    for (int c = 0; c < children.size(); c++) {
      if (children.get(c).isRunning()) {
        running.add(c);
      }
    }
    long start = System.nanoTime();
    if (!apart.isEmpty()) {
      apart.forEach(lane -> lane.run(images, last));
    } else if (!running.isEmpty()) {
      try {
        answer(running, images);
        double seconds = (System.nanoTime() - start) / 1e9 / running.size();
        running.forEach(c -> children.get(c).spend(seconds));
      } catch (RuntimeException e) {
        close();
        breakApart(running, images, e);
      }
    }
    seen.addAll(images);
    if (last) {
      close();
    }
    return this;
  }

  private void answer(List<Integer> running, List<Batch> images) {
    if (group == null) {
      group =
          new ChildGroup(
              children.stream().map(EvaluatedChild::plan).toList(), supernet, statistics);
      group.recalibrate(recalibration);
    }
    group.answer(running, images, c -> children.get(c).answers());
  }

  private void breakApart(List<Integer> running, List<Batch> images, RuntimeException e) {
    if (children.size() == 1) {
      children.get(0).fail(SupernetEstimator.reason(e));
      return;
    }
    List<Batch> again = new ArrayList<>(seen);
    again.addAll(images);
    apart =
        running.stream()
            .map(c -> new Lane(List.of(children.get(c)), supernet, statistics, recalibration))
            .toList();
    for (Lane lane : apart) {
      lane.children.get(0).answers().clear();
      lane.run(again, false);
    }
  }

  @Override
  public void close() {
    apart.forEach(Lane::close);
    if (group != null) {
      group.close();
      group = null;
    }
  }
}

package io.espalier.study;

import io.espalier.cost.CostKinds;
import io.espalier.search.objective.Dominance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The trials that no other dominates in score and costs, as they come one by one. Of equal ones,
 * the first counts.
 */
public final class Front {

  private final List<String> columns;
  private final boolean unknownIsDearest;
  private final List<Member> members = new ArrayList<>();

  /** A trial and its coordinates, all minimised. */
  private static final class Member {
    final Trial trial;
    final double[] point;

    Member(Trial trial, double[] point) {
      this.trial = trial;
      this.point = point;
    }
  }

  /**
   * An empty front.
   *
   * @param columns the columns of the costs; trials with an unknown one are left out. If there are
   *     none, the cost is the MACs, and unknown ones are more than any other
   */
  public Front(List<String> columns) {
    this.unknownIsDearest = columns.isEmpty();
    this.columns = columns.isEmpty() ? List.of(CostKinds.MACS.column()) : List.copyOf(columns);
  }

  /** Takes in a trial. */
  public void add(Trial trial) {
    if (trial.score().isEmpty()) {
      return;
    }
    double[] point = Trials.point(trial, columns);
    for (int i = 1; i < point.length; i++) {
      if (Double.isNaN(point[i])) {
        if (!unknownIsDearest) {
          return;
        }
        point[i] = Double.POSITIVE_INFINITY;
      }
    }
    for (int m = 0; m < members.size(); m++) {
      double[] other = members.get(m).point;
      if (Dominance.dominates(other, point) || Arrays.equals(other, point)) {
        return;
      }
    }
    members.removeIf(member -> Dominance.dominates(point, member.point));
    members.add(new Member(trial, point));
  }

  /** The members, the cheapest in the first cost first. */
  public List<Trial> trials() {
    return members.stream()
        .sorted(
            Comparator.comparingDouble((Member member) -> member.point[1])
                .thenComparingInt(member -> member.trial.number()))
        .map(member -> member.trial)
        .toList();
  }
}

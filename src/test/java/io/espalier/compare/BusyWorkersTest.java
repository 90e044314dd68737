package io.espalier.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.random.Seed;
import io.espalier.search.Proposal;
import io.espalier.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BusyWorkersTest {

  @Test
  void batchesUnderWayAreToldWhenTheyAreDone() {
    BusyWorkers workers = new BusyWorkers(3, new Seed(1));
    List<List<Proposal>> begun = new ArrayList<>();
    List<List<Proposal>> done = new ArrayList<>();
    RandomGenerator random = new Seed(2).generator();
    SearchSpace space = SpaceKinds.ALL.named("nasbench201").space();
    while (done.size() < 60) {
      while (workers.areFree()) {
        begun.add(List.of(new Proposal(space.sample(random), "number " + begun.size())));
        workers.begin(begun.get(begun.size() - 1));
      }
      assertThat(workers.proposals()).isEqualTo(3);
      done.add(workers.end());
    }
    // Nobody is overtaken by more than the others can do in one batch's longest time.
    assertThat(begun).containsAll(done).isNotEqualTo(done);
    for (int n = 0; n < done.size(); n++) {
      assertThat(Math.abs(begun.indexOf(done.get(n)) - n)).isLessThanOrEqualTo(6);
    }
  }
}

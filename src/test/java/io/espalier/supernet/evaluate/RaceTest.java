package io.espalier.supernet.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.estimate.Measure;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RaceTest {

  private static final int CHILDREN = 60;
  private static final int BATCHES = 32;
  private static final int BATCH = 40;
  private static final int LEADERS = 5;

  @Test
  void stagesDoubleAndEndWithAllImages() {
    Race race = new Race(10, Measure.ACCURACY);
    assertThat(race.stages(64)).containsExactly(2, 4, 8, 16, 32, 64);
    assertThat(race.stages(5)).containsExactly(1, 2, 3, 5);
    assertThat(race.stages(1)).containsExactly(1);
    assertThat(new Race(0, Measure.ACCURACY).stages(64)).containsExactly(64);
  }

  /** 100 races: fewer than one in ten of the truly best may be lost. */
  @Test
  void theBestStayInAndMostImagesAreSaved() {
    int lost = 0;
    long shown = 0;
    for (int seed = 0; seed < 100; seed++) {
      List<EvaluatedChild> children = race(new Seed(seed).generator());
      lost += (int) children.subList(0, LEADERS).stream().filter(c -> !c.isRunning()).count();
      shown += children.stream().mapToInt(child -> child.answers().images()).sum();
    }
    assertThat(lost).isLessThan(100 * LEADERS / 10);
    assertThat(shown).isLessThan(100L * CHILDREN * BATCHES * BATCH / 3);
  }

  @Test
  void nobodyIsDroppedBehindFewerThanTheLeaders() {
    Race race = new Race(3, Measure.ACCURACY);
    EvaluatedChild good = child(1, 400, new Seed(1).generator());
    EvaluatedChild bad = child(0, 400, new Seed(1).generator());
    race.cut(List.of(good, bad), List.of());
    assertThat(bad.isRunning()).isTrue();
    race.cut(List.of(good, bad), List.of(good.answers(), good.answers()));
    assertThat(bad.isRunning()).isFalse();
    assertThat(good.isRunning()).isTrue();
  }

  @Test
  void whatTheFirstImagesMakeEasierIsKnownFromTheBest() {
    EvaluatedChild first = new EvaluatedChild(Architecture.of("s", 0), null);
    EvaluatedChild second = new EvaluatedChild(Architecture.of("s", 1), null);
    for (int n = 0; n < 400; n++) {
      answer(first, n < 300);
      answer(second, n < 100 || n >= 200);
    }
    Race race = new Race(2, Measure.ACCURACY);
    List<Answers> best = List.of(first.answers(), second.answers());
    assertThat(race.rest(200, best)).isCloseTo((75 - 100 + 75 - 50) / 2.0, within(1e-9));
    assertThat(race.rest(400, best)).isCloseTo(0, within(1e-9));
  }

  @Test
  void aLossThatIsNoNumberLosesTheRace() {
    EvaluatedChild broken = new EvaluatedChild(Architecture.of("s", 0), null);
    List<EvaluatedChild> children = new ArrayList<>(List.of(broken));
    for (int n = 0; n < 240; n++) {
      broken.answers().add(new float[] {Float.NaN, 0}, 0);
    }
    children.add(child(0.5, 240, new Seed(1).generator()));
    new Race(1, Measure.LOSS).cut(children, List.of());
    assertThat(children).extracting(EvaluatedChild::isRunning).containsExactly(false, true);
  }

  /** EvaluatedChild c is right on an image with a probability that falls with c. */
  private static List<EvaluatedChild> race(RandomGenerator random) {
    Race race = new Race(LEADERS, Measure.ACCURACY);
    List<EvaluatedChild> children = new ArrayList<>();
    for (int c = 0; c < CHILDREN; c++) {
      children.add(new EvaluatedChild(Architecture.of("s", c), null));
    }
    List<Integer> stages = race.stages(BATCHES);
    int from = 0;
    for (int to : stages) {
      for (int image = from * BATCH; image < to * BATCH; image++) {
        double difficulty = random.nextDouble();
        for (int c = 0; c < CHILDREN; c++) {
          if (children.get(c).isRunning()) {
            double skill = 0.9 - 0.012 * c + 0.1 * random.nextGaussian();
            answer(children.get(c), skill > difficulty);
          }
        }
      }
      if (to < BATCHES) {
        race.cut(children.stream().filter(EvaluatedChild::isRunning).toList(), List.of());
      }
      from = to;
    }
    return children;
  }

  private static EvaluatedChild child(double share, int images, RandomGenerator random) {
    EvaluatedChild child = new EvaluatedChild(Architecture.of("s", 0), null);
    for (int n = 0; n < images; n++) {
      answer(child, random.nextDouble() < share);
    }
    return child;
  }

  private static void answer(EvaluatedChild child, boolean right) {
    child.answers().add(right ? new float[] {1, 0} : new float[] {0, 1}, 0);
  }
}

package io.espalier.supernet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.espalier.data.Batch;
import io.espalier.error.InputError;
import io.espalier.plan.Node;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.SpaceKinds;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.supernet.BatchInput;
import io.espalier.supernet.Mode;
import io.espalier.supernet.PlanRunner;
import io.espalier.supernet.PyTorch;
import io.espalier.supernet.TinyImages;
import io.espalier.supernet.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a step makes of auxiliary heads, dropped paths and teachers, against closed forms. */
class RegularisationTest {

  private static final int CLASSES = 4;
  private static final double RATE = 0.01;
  private static final Recipe PLAIN = new Recipe(1, 8, RATE, 0, 0, 0, 0, 0);

  private final Batch batch = TinyImages.reader(8, CLASSES, 8, new Seed(2)).sequential(0);

  /** Skips beside convolutions on every edge but one. */
  private final Plan plan =
      SpaceKinds.ALL
          .named("nasbench201")
          .blueprint(new Scale(4, 1, new Shape(1, 8, 8), CLASSES))
          .plan(Architecture.of("nasbench201", 3, 1, 3, 1, 3, 2))
          .live();

  @BeforeAll
  static void oneThread() {
    PyTorch.useThreads(1);
  }

  /** A second fully connected layer on the pooled features. */
  private Plan withHead() {
    List<Node> nodes = new ArrayList<>(plan.nodes());
    int output = nodes.size() - 1;
    int features = nodes.get(output).inputs().get(0);
    Op.Linear linear = (Op.Linear) nodes.get(output).op();
    nodes.add(new Node("second.linear", linear, List.of(features)));
    nodes.add(new Node("second.both", new Op.Concat(), List.of(output, output + 1)));
    return new Plan(nodes);
  }

  private record Stepped(TrainingStep.Outcome outcome, Map<String, float[]> gradients) {
    float[] of(String name) {
      return gradients.get(name);
    }
  }

  /** One step; gradients are what weights moved by, over the rate. */
  private Stepped step(Plan trained, Regularisation regularisation, DropPath drop) {
    try (Weights weights = Weights.initialise(trained, Device.cpu(), new Seed(1));
        ActiveSgd optimizer = new ActiveSgd(weights, PLAIN)) {
      Map<String, float[]> before = new HashMap<>();
      weights.learned().forEach((name, array) -> before.put(name, array.toFloatArray()));
      PyTorch.recordGradients(true);
      Paths paths = new Paths(List.of(trained), false, regularisation, drop);
      TrainingStep.Outcome outcome =
          new TrainingStep(weights, optimizer, 0, CLASSES).run(paths, batch, RATE);
      PyTorch.recordGradients(false);
      Map<String, float[]> gradients = new HashMap<>();
      weights
          .learned()
          .forEach(
              (name, array) -> {
                float[] after = array.toFloatArray();
                float[] gradient = new float[after.length];
                for (int i = 0; i < after.length; i++) {
                  gradient[i] = (float) ((before.get(name)[i] - after[i]) / RATE);
                }
                gradients.put(name, gradient);
              });
      return new Stepped(outcome, gradients);
    }
  }

  private double[][] logits(Plan trained) {
    try (Weights weights = Weights.initialise(trained, Device.cpu(), new Seed(1));
        NDManager scratch = weights.manager().newSubManager()) {
      PyTorch.recordGradients(false);
      float[] values =
          new PlanRunner(trained)
              .run(weights, new BatchInput().images(scratch, batch), Mode.BATCH_STATISTICS)
              .toFloatArray();
      int outputs = values.length / batch.count();
      double[][] rows = new double[batch.count()][outputs];
      for (int i = 0; i < values.length; i++) {
        rows[i / outputs][i % outputs] = values[i];
      }
      return rows;
    }
  }

  private static double[] softmax(double[] row, int from) {
    double[] shares = new double[CLASSES];
    double sum = 0;
    for (int c = 0; c < CLASSES; c++) {
      shares[c] = Math.exp(row[from + c]);
      sum += shares[c];
    }
    for (int c = 0; c < CLASSES; c++) {
      shares[c] /= sum;
    }
    return shares;
  }

  private double crossEntropy(double[][] rows, int from) {
    double sum = 0;
    for (int n = 0; n < rows.length; n++) {
      sum -= Math.log(softmax(rows[n], from)[(int) batch.labels().get(n)]);
    }
    return sum / rows.length;
  }

  @Test
  void anAuxiliaryLossCountsByItsWeightInLossAndGradients() {
    Plan both = withHead();
    Stepped helped = step(both, new Regularisation(0.4, 0, Optional.empty()), DropPath.NONE);
    double[][] rows = logits(both);
    assertThat(helped.outcome().loss())
        .isCloseTo(crossEntropy(rows, 0) + 0.4 * crossEntropy(rows, CLASSES), within(1e-5));
    assertThat(helped.outcome().images()).isEqualTo(batch.count());

    // The gradient of a bias is the mean of shares less targets.
    for (int head = 0; head < 2; head++) {
      float[] gradient = helped.of(head == 0 ? "head.linear.bias" : "second.linear.bias");
      double weight = head == 0 ? 1 : 0.4;
      for (int c = 0; c < CLASSES; c++) {
        double mean = 0;
        for (int n = 0; n < rows.length; n++) {
          double target = batch.labels().get(n) == c ? 1 : 0;
          mean += (softmax(rows[n], head * CLASSES)[c] - target) / rows.length;
        }
        assertThat((double) gradient[c]).isCloseTo(weight * mean, within(1e-4));
      }
    }

    // What both heads read gets the sum: twice the one with 0.4 less that with 0.8 is the plain
    // one.
    Stepped more = step(both, new Regularisation(0.8, 0, Optional.empty()), DropPath.NONE);
    Stepped plain = step(plan, Regularisation.NONE, DropPath.NONE);
    float[] stem = plain.of("stem.conv.weight");
    for (int i = 0; i < stem.length; i++) {
      double mixed = 2 * helped.of("stem.conv.weight")[i] - more.of("stem.conv.weight")[i];
      assertThat(mixed).isCloseTo(stem[i], within(2e-3));
    }
  }

  @Test
  void coveredPartsShareTheTargetsByArea() {
    // A quarter of image 1 is covered; of image 2 a half, and then a fifth of all of it.
    List<Batch.Cover> covers =
        List.of(
            new Batch.Cover(1, 3, 0.25), new Batch.Cover(2, 0, 0.5), new Batch.Cover(2, 1, 0.2));
    double smoothing = 0.1;
    double[][] targets = new double[batch.count()][CLASSES];
    for (int n = 0; n < batch.count(); n++) {
      int own = (int) batch.labels().get(n);
      targets[n][own] += n == 1 ? 0.75 : n == 2 ? 0.4 : 1;
    }
    targets[1][3] += 0.25;
    targets[2][0] += 0.4;
    targets[2][1] += 0.2;
    double[][] rows = logits(plan);
    double expected = 0;
    for (int n = 0; n < batch.count(); n++) {
      double[] shares = softmax(rows[n], 0);
      for (int c = 0; c < CLASSES; c++) {
        double target = (1 - smoothing) * targets[n][c] + smoothing / CLASSES;
        expected -= target * Math.log(shares[c]) / batch.count();
      }
    }
    Batch covered =
        new Batch(
            batch.count(),
            batch.channels(),
            batch.height(),
            batch.width(),
            batch.pixels(),
            batch.labels(),
            covers);
    try (Weights weights = Weights.initialise(plan, Device.cpu(), new Seed(1));
        ActiveSgd optimizer = new ActiveSgd(weights, PLAIN)) {
      PyTorch.recordGradients(true);
      Paths paths = new Paths(List.of(plan), false, Regularisation.NONE, DropPath.NONE);
      TrainingStep step = new TrainingStep(weights, optimizer, smoothing, CLASSES);
      assertThat(step.run(paths, covered, RATE).loss()).isCloseTo(expected, within(1e-5));
      PyTorch.recordGradients(false);
    }
  }

  @Test
  void branchesAreOperationsAndNeitherSkipsNorShortcuts() {
    assertThat(DropPath.branches(plan))
        .contains("stage1.reduction.b.norm")
        .allMatch(path -> path.endsWith(".norm") || path.endsWith(".pool"))
        .noneMatch(path -> path.contains("shortcut") || path.startsWith("stem"));
    Plan nasnet =
        SpaceKinds.ALL
            .named("nasnet")
            .blueprint(new Scale(4, 1, new Shape(1, 8, 8), CLASSES))
            .plan(
                SpaceKinds.ALL
                    .named("nasnet")
                    .blueprint(new Scale(4, 1, new Shape(1, 8, 8), CLASSES))
                    .covering()
                    .get(0))
            .live();
    assertThat(DropPath.branches(nasnet)).isNotEmpty().allMatch(path -> path.contains(".node"));
  }

  @Test
  void aDroppedBranchCountsNothingAndKeptOnesTheirMean() {
    DropPath drop = new DropPath(0.25, new Seed(9));
    float[] factors = drop.factors("a.norm", 100_000);
    double mean = 0;
    for (float factor : factors) {
      assertThat(factor).isIn(0f, (float) (1 / 0.75));
      mean += factor / factors.length;
    }
    // The standard error of the mean is 0.0018.
    assertThat(mean).isCloseTo(1, within(0.008));
    assertThat(drop.factors("a.norm", 8)).isEqualTo(drop.factors("a.norm", 8));
    assertThat(drop.factors("a.norm", 64)).isNotEqualTo(drop.factors("b.norm", 64));
  }

  @Test
  void sumsReadDroppedBranchesAndDroppedOnesGetNoGradient() {
    DropPath drop = new DropPath(0.5, new Seed(4));
    Map<String, float[]> with = outputs(drop);
    Map<String, float[]> without = outputs(DropPath.NONE);
    // The first branch of the network reads the stem alone, so nothing before it differs.
    String first =
        plan.nodes().stream()
            .map(Node::path)
            .filter(DropPath.branches(plan)::contains)
            .findFirst()
            .orElseThrow();
    float[] factors = drop.factors(first, batch.count());
    assertThat(factors).contains(0f, 2f);
    float[] expected = without.get(first).clone();
    int each = expected.length / batch.count();
    for (int i = 0; i < expected.length; i++) {
      expected[i] *= factors[i / each];
    }
    assertThat(with.get(first)).isEqualTo(expected);

    Stepped gone = step(plan, Regularisation.NONE, new DropPath(1 - 1e-12, new Seed(3)));
    List<String> branches = List.copyOf(DropPath.branches(plan));
    for (String branch : branches) {
      if (branch.endsWith(".norm")) {
        assertThat(gone.of(branch + ".weight")).as(branch).containsOnly(0f);
      }
    }
    assertThat(gone.of("head.linear.bias")).doesNotContain(0f);
  }

  private Map<String, float[]> outputs(DropPath drop) {
    Map<String, float[]> outputs = new HashMap<>();
    try (Weights weights = Weights.initialise(plan, Device.cpu(), new Seed(1));
        NDManager scratch = weights.manager().newSubManager()) {
      PyTorch.recordGradients(false);
      var dropping = drop.in(plan);
      new PlanRunner(plan)
          .run(
              weights,
              new BatchInput().images(scratch, batch),
              Mode.BATCH_STATISTICS,
              (node, output) -> {
                dropping.accept(node, output);
                outputs.put(node.path(), output.toFloatArray());
              });
    }
    return outputs;
  }

  @Test
  void dropPathRisesOverATraining() {
    Paths paths =
        new Paths(
            List.of(plan), false, new Regularisation(0, 0.2, Optional.empty()), DropPath.NONE);
    assertThat(paths.at(0, new Seed(1)).dropPath().probability()).isZero();
    assertThat(paths.at(0.5, new Seed(1)).dropPath().probability()).isCloseTo(0.1, within(1e-12));
    assertThat(Paths.single(plan).at(0.5, new Seed(1)).dropPath())
        .isEqualTo(new DropPath(0, new Seed(1)));
  }

  @Test
  void aTeacherHasItsShareInTheTargets() {
    Teacher sure =
        new Teacher() {
          @Override
          public NDArray logits(Batch seen, NDManager scratch) {
            float[] logits = new float[seen.count() * CLASSES];
            for (int n = 0; n < seen.count(); n++) {
              logits[n * CLASSES] = 100;
            }
            return scratch.create(logits, new ai.djl.ndarray.types.Shape(seen.count(), CLASSES));
          }

          @Override
          public String identity() {
            return "always the first class";
          }
        };
    Regularisation regularisation =
        new Regularisation(0, 0, Optional.of(new Regularisation.Distillation(sure, 0.25)));
    Stepped taught = step(plan, regularisation, DropPath.NONE);
    double[][] rows = logits(plan);
    double expected = 0.75 * crossEntropy(rows, 0);
    for (double[] row : rows) {
      expected -= 0.25 * Math.log(softmax(row, 0)[0]) / rows.length;
    }
    assertThat(taught.outcome().loss()).isCloseTo(expected, within(1e-5));
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new Regularisation(-0.1, 0, Optional.empty()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("the auxiliary weight is -0.1");
    assertThatThrownBy(() -> new Regularisation(0, 1, Optional.empty()))
        .isInstanceOf(InputError.class);
    assertThatThrownBy(() -> new RmsProp(1, 0.1)).isInstanceOf(InputError.class);
    assertThatThrownBy(() -> new Annealing.Exponential(0, 2)).isInstanceOf(InputError.class);
  }
}

package io.espalier.supernet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.espalier.data.text.TextBatch;
import io.espalier.data.text.TextReader;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.PlanBuilder;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.RecurrentBlueprint;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.space.zoo.RecurrentSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SequenceRunnerTest {

  private static final int WIDTH = 5;
  private static final int TOKENS = 7;

  private final RecurrentBlueprint blueprint =
      new RecurrentBlueprint(new Scale(WIDTH, 1, Shape.features(1), TOKENS));

  @BeforeEach
  void recordNothing() {
    PyTorch.recordGradients(false);
  }

  private static int[] text(int length) {
    RandomGenerator random = new Seed(8).generator();
    return random.ints(length, 0, TOKENS).toArray();
  }

  /** Weights larger than usual, so that clipping and gates have something to do. */
  private static Weights weights(RecurrentBlueprint blueprint) {
    Weights weights = Weights.initialise(blueprint, Device.cpu(), new Seed(3));
    weights.all().values().forEach(array -> array.muli(4).addi(0.05f));
    return weights;
  }

  private static List<float[]> run(Plan plan, Weights weights, TextReader text) {
    List<float[]> all = new ArrayList<>();
    try (Memory memory = new Memory(weights)) {
      for (int index = 0; index < text.batches(); index++) {
        try (NDManager scratch = weights.manager().newSubManager()) {
          TextBatch batch = text.batch(index);
          float[] logits =
              new SequenceRunner(plan).run(weights, batch, memory, scratch).toFloatArray();
          for (int row = 0; row < batch.count(); row++) {
            float[] one = new float[TOKENS];
            System.arraycopy(logits, row * TOKENS, one, 0, TOKENS);
            all.add(one);
          }
        }
      }
    }
    return all;
  }

  /** The formulas of the blueprint's documentation, written down once more in plain Java. */
  @Test
  void computesWhatAPlainImplementationComputes() {
    RandomGenerator random = new Seed(5).generator();
    int[] text = text(15);
    try (Weights weights = weights(blueprint)) {
      for (int n = 0; n < 10; n++) {
        Architecture architecture = blueprint.space().sample(random);
        List<float[]> logits =
            run(blueprint.plan(architecture), weights, new TextReader(text, 1, 14));
        PlainCell cell = new PlainCell(architecture, weights);
        for (int step = 0; step < 14; step++) {
          double[] expected = cell.read(text[step]);
          for (int token = 0; token < TOKENS; token++) {
            assertThat((double) logits.get(step)[token])
                .as("%s, step %d", architecture, step)
                .isCloseTo(expected[token], within(1e-4));
          }
        }
      }
    }
  }

  @Test
  void whatIsRememberedIsCarriedFromBatchToBatch() {
    Architecture architecture = blueprint.space().sample(new Seed(6).generator());
    Plan plan = blueprint.plan(architecture);
    int[] text = text(61);
    try (Weights weights = weights(blueprint)) {
      List<float[]> whole = run(plan, weights, new TextReader(text, 3, 20));
      List<float[]> parts = run(plan, weights, new TextReader(text, 3, 7));
      assertThat(parts).hasSameSizeAs(whole).hasSize(60);
      for (int row = 0; row < whole.size(); row++) {
        assertThat(parts.get(row)).containsExactly(whole.get(row), within(1e-6f));
      }
    }
  }

  /** A memory of something that hangs on no memory, and an output that is itself remembered. */
  @Test
  void remembersWhateverAPlanSays() {
    PlanBuilder builder = new PlanBuilder(Shape.features(1));
    int token = builder.add("token", new Op.Embedding(TOKENS, WIDTH), 0);
    int before = builder.add("before", new Op.Previous("token", WIDTH), List.of());
    int sum = builder.add("sum", new Op.Previous("total", WIDTH), List.of());
    builder.add("total", new Op.Add(), token, before, sum);
    Plan plan = builder.build();
    int[] text = text(10);
    try (Weights weights = Weights.initialise(plan, Device.cpu(), new Seed(1));
        Memory memory = new Memory(weights);
        NDManager scratch = weights.manager().newSubManager()) {
      float[] table = weights.get("token", "weight").toFloatArray();
      float[] found =
          new SequenceRunner(plan)
              .run(weights, new TextReader(text, 1, 9).batch(0), memory, scratch)
              .toFloatArray();
      for (int feature = 0; feature < WIDTH; feature++) {
        double total = 0;
        for (int step = 0; step < 9; step++) {
          total += table[text[step] * WIDTH + feature];
          total += step == 0 ? 0 : table[text[step - 1] * WIDTH + feature];
          assertThat((double) found[step * WIDTH + feature]).isCloseTo(total, within(1e-5));
        }
      }
    }
  }

  /** A cell in doubles, without the plan. */
  private static final class PlainCell {
    private final Architecture architecture;
    private final Weights weights;
    private double[] hidden = new double[WIDTH];

    PlainCell(Architecture architecture, Weights weights) {
      this.architecture = architecture;
      this.weights = weights;
    }

    double[] read(int token) {
      float[] table = weights.get("embedding", "weight").toFloatArray();
      double[] both = new double[2 * WIDTH];
      for (int f = 0; f < WIDTH; f++) {
        both[f] = table[token * WIDTH + f];
        both[WIDTH + f] = hidden[f];
      }
      double[][] states = new double[RecurrentSpace.NODES + 1][];
      boolean[] read = new boolean[states.length];
      states[0] = state("cell.state0.linear", both, hidden, 0);
      for (int node = 1; node < states.length; node++) {
        int from = RecurrentSpace.state(architecture, node);
        read[from] = true;
        String path = "cell.node%d.state%d.linear".formatted(node, from);
        int activation = RecurrentSpace.activation(architecture, node);
        states[node] = state(path, states[from], states[from], activation);
      }
      double[] mean = new double[WIDTH];
      int ends = 0;
      for (int s = 0; s < states.length; s++) {
        ends += read[s] ? 0 : 1;
        for (int f = 0; f < WIDTH; f++) {
          mean[f] += read[s] ? 0 : states[s][f];
        }
      }
      double squares = 0;
      for (int f = 0; f < WIDTH; f++) {
        mean[f] /= ends;
        squares += mean[f] * mean[f];
      }
      double rms = Math.sqrt(squares / WIDTH);
      for (int f = 0; f < WIDTH; f++) {
        mean[f] /= Math.max(1, rms);
      }
      hidden = mean;
      return linear("head.linear", hidden, TOKENS);
    }

    private double[] state(String path, double[] input, double[] old, int activation) {
      double[] map = linear(path, input, 2 * WIDTH);
      double[] state = new double[WIDTH];
      for (int f = 0; f < WIDTH; f++) {
        double gate = 1 / (1 + Math.exp(-map[f]));
        double value = map[WIDTH + f];
        double fresh =
            switch (activation) {
              case 0 -> Math.tanh(value);
              case 1 -> Math.max(0, value);
              case 2 -> 1 / (1 + Math.exp(-value));
              default -> value;
            };
        state[f] = gate * fresh + (1 - gate) * old[f];
      }
      return state;
    }

    private double[] linear(String path, double[] input, int out) {
      float[] weight = weights.get(path, "weight").toFloatArray();
      float[] bias = weights.get(path, "bias").toFloatArray();
      double[] result = new double[out];
      for (int o = 0; o < out; o++) {
        result[o] = bias[o];
        for (int i = 0; i < input.length; i++) {
          result[o] += weight[o * input.length + i] * input[i];
        }
      }
      return result;
    }
  }
}

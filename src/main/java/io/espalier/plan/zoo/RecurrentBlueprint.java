package io.espalier.plan.zoo;

import io.espalier.error.InputError;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import io.espalier.plan.PlanBuilder;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.space.Architecture;
import io.espalier.space.zoo.RecurrentSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Language models of one recurrent cell, for one token at a time: the token's embedding x and the
 * cell's output h at the token before make state 0; eight nodes follow; the mean of the states that
 * no node reads, clipped ({@link Op.RmsClip}), is the cell's output, of which a fully connected
 * layer predicts the next token.
 *
 * <p>Each state comes about as in ENAS and DARTS: of a linear map W to twice the width, one half is
 * a gate and the other the new value, {@code s = c * f(v) + (1 - c) * old} with {@code c =
 * sigmoid(u)} and {@code (u, v) = W old}; for state 0 f is tanh, the map reads x and h, and old is
 * h.
 *
 * <p>Compared with {@code src/ptb/ptb_enas_child.py} of melodyguan/enas, {@code
 * enas_lm/src/child.py} of google-research/google-research, and {@code rnn/model_search.py} and
 * {@code rnn/genotypes.py} of quark0/darts (its {@code rnn/model.py} as in the fork
 * AsaCooperStickland/darts): gate and highway, what state 0 reads, its tanh (as in DARTS and
 * enas_lm; melodyguan/enas picks it), the four activations and eight nodes: the same. The mean is
 * of the loose ends alone in ENAS's paper and melodyguan/enas, of all nodes in enas_lm and DARTS;
 * here it is the former.
 *
 * <p>On purpose different: maps have a bias; a map is shared by all activations, as in DARTS, but
 * not by all states that its node may read, as there. The classifier has weights of its own, where
 * the authors use the embedding's. The output is clipped, as carpedm20/ENAS-pytorch does ({@code
 * models/shared_rnn.py}, at a norm of 25); the authors' searches have batch norm there instead
 * (melodyguan/enas, DARTS) or nothing (enas_lm). No dropout, and initial values are one rule for
 * all spaces; the authors draw uniformly within 0.04 to 0.1.
 *
 * <p>The weights of a map are shared by all architectures in which its node reads the same state,
 * with whatever activation. In {@link Scale}, {@code channels} is the width of all states and of
 * the embedding, {@code cells} is 1 and {@code classes} is the size of the vocabulary.
 *
 * @param scale how large the networks are
 */
public record RecurrentBlueprint(Scale scale) implements Blueprint {

  /** 64 features, and a vocabulary of printable ASCII. */
  public static final Scale USUAL = new Scale(64, 1, Shape.features(1), 96);

  private static final String OUTPUT = "cell.output";

  private static final RecurrentSpace SPACE = new RecurrentSpace();

  /**
   * Cells of this size.
   *
   * @throws InputError if the scale has more than one cell, or is one of images
   */
  public RecurrentBlueprint {
    if (scale.cells() != 1 || !scale.input().equals(Shape.features(1))) {
      throw new InputError(
          "recurrent was given cells %d and inputs of %s; it needs cells 1 and a text: data.source=text:FILE"
              .formatted(scale.cells(), scale.input()));
    }
  }

  @Override
  public RecurrentSpace space() {
    return SPACE;
  }

  /** One architecture for each distance between a node and the state it reads. */
  @Override
  public List<Architecture> covering() {
    List<Architecture> covering = new ArrayList<>();
    for (int distance = 1; distance <= RecurrentSpace.NODES; distance++) {
      int[] picks = new int[RecurrentSpace.NODES];
      for (int node = 1; node <= RecurrentSpace.NODES; node++) {
        picks[node - 1] = Math.max(0, node - distance) * RecurrentSpace.ACTIVATIONS.size();
      }
      covering.add(Architecture.of(RecurrentSpace.NAME, picks));
    }
    return covering;
  }

  @Override
  public Plan plan(Architecture architecture) {
    SPACE.checkFits(architecture);
    int width = scale.channels();
    PlanBuilder plan = new PlanBuilder(scale.input());
    int token = plan.add("embedding", new Op.Embedding(scale.classes(), width), 0);
    int hidden = plan.add("cell.hidden", new Op.Previous(OUTPUT, width), List.of());
    int both = plan.add("cell.state0.concat", new Op.Concat(), token, hidden);
    List<Integer> states = new ArrayList<>();
    states.add(state(plan, "cell.state0", both, 2 * width, hidden, "tanh"));
    boolean[] read = new boolean[RecurrentSpace.NODES + 1];
    for (int node = 1; node <= RecurrentSpace.NODES; node++) {
      int from = RecurrentSpace.state(architecture, node);
      String activation =
          RecurrentSpace.ACTIVATIONS.get(RecurrentSpace.activation(architecture, node));
      String path = "cell.node%d.state%d".formatted(node, from);
      states.add(state(plan, path, states.get(from), width, states.get(from), activation));
      read[from] = true;
    }
    List<Integer> ends = new ArrayList<>();
    for (int state = 0; state < read.length; state++) {
      if (!read[state]) {
        ends.add(states.get(state));
      }
    }
    int mean = plan.add("cell.mean", new Op.Mean(), ends);
    int output = plan.add(OUTPUT, new Op.RmsClip(), mean);
    plan.add("head.linear", new Op.Linear(width, scale.classes()), output);
    return plan.build();
  }

  private int state(
      PlanBuilder plan, String path, int input, int inputWidth, int old, String activation) {
    int width = scale.channels();
    int map = plan.add(path + ".linear", new Op.Linear(inputWidth, 2 * width), input);
    int gate = plan.add(path + ".gate", new Op.Channels(0, width), map);
    int open =
        plan.add(path + ".gate.sigmoid", new Op.Activation(Op.Activation.Function.SIGMOID), gate);
    int value = plan.add(path + ".value", new Op.Channels(width, 2 * width), map);
    if (!activation.equals("identity")) {
      Op.Activation.Function function =
          Op.Activation.Function.valueOf(activation.toUpperCase(Locale.ROOT));
      value = plan.add(path + "." + activation, new Op.Activation(function), value);
    }
    return plan.add(path + "." + activation + ".highway", new Op.Highway(), open, value, old);
  }
}

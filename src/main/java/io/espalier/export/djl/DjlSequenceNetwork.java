package io.espalier.export.djl;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import io.espalier.data.text.TextBatch;
import io.espalier.export.SequenceNetwork;
import io.espalier.plan.Op;
import io.espalier.plan.Plan;
import java.util.List;

/** A DJL model that reads texts; its memory is an input and an output. */
final class DjlSequenceNetwork implements SequenceNetwork {

  private final Model model;
  private final Predictor<NDList, NDList> predictor;
  private final List<Integer> widths;
  private NDList memory;

  /**
   * Takes over a model, which it closes.
   *
   * @param widths the number of features of each remembered value
   */
  DjlSequenceNetwork(Model model, List<Integer> widths) {
    this.model = model;
    this.predictor = model.newPredictor(new NoopTranslator());
    this.widths = List.copyOf(widths);
  }

  /** The number of features of each value that a network of this plan remembers. */
  static List<Integer> widths(Plan plan) {
    return plan.nodes().stream()
        .filter(node -> node.op() instanceof Op.Previous)
        .map(node -> ((Op.Previous) node.op()).width())
        .toList();
  }

  @Override
  public void begin() {
    if (memory != null) {
      memory.close();
      memory = null;
    }
  }

  @Override
  public float[] logits(TextBatch batch) {
    NDManager manager = model.getNDManager();
    if (memory == null) {
      memory = new NDList();
      widths.forEach(width -> memory.add(manager.zeros(new Shape(batch.streams(), width))));
    }
    try (NDManager scratch = manager.newSubManager()) {
      Shape shape = new Shape(batch.steps(), batch.streams());
      NDArray tokens = scratch.create(batch.inputs().duplicate(), shape, DataType.INT64);
      NDList results = predictor.predict(new NDList(tokens).addAll(memory));
      results.attach(scratch);
      begin();
      memory = results.subNDList(1);
      memory.attach(manager);
      return results.get(0).toFloatArray();
    } catch (TranslateException e) {
      throw new IllegalStateException("the exported model cannot be run", e);
    }
  }

  @Override
  public void close() {
    predictor.close();
    model.close();
  }
}

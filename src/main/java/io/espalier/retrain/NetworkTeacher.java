package io.espalier.retrain;

import io.espalier.data.Batch;
import io.espalier.plan.Plan;
import io.espalier.supernet.Mode;
import io.espalier.supernet.PlanRunner;
import io.espalier.supernet.Weights;
import io.espalier.supernet.evaluate.Evaluator;
import io.espalier.supernet.train.Teacher;
import java.util.List;

/**
 * A network as a teacher; its batch norms use the statistics of each batch, so that a supernet's
 * child needs no statistics of its own. For one thread.
 */
public final class NetworkTeacher implements Teacher {

  private final PlanRunner runner;
  private final Weights weights;
  private final String identity;
  private final Evaluator evaluator = new Evaluator();

  /**
   * A teacher.
   *
   * @param weights stay open while it teaches
   * @param identity distinguishes it from other teachers
   */
  public NetworkTeacher(Plan plan, Weights weights, String identity) {
    this.runner = new PlanRunner(plan);
    this.weights = weights;
    this.identity = identity;
  }

  @Override
  public float[] logits(Batch batch) {
    List<float[]> rows = evaluator.logits(runner, weights, Mode.BATCH_STATISTICS, List.of(batch));
    int classes = rows.get(0).length;
    float[] logits = new float[rows.size() * classes];
    for (int n = 0; n < rows.size(); n++) {
      System.arraycopy(rows.get(n), 0, logits, n * classes, classes);
    }
    return logits;
  }

  @Override
  public String identity() {
    return identity;
  }
}

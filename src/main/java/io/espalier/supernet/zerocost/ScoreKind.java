package io.espalier.supernet.zerocost;

import ai.djl.Device;
import io.espalier.catalogue.Named;
import io.espalier.data.Batch;
import io.espalier.estimate.Estimator;
import io.espalier.plan.Blueprint;
import io.espalier.random.Seed;
import java.util.function.Supplier;

/**
 * A score of untrained networks, as it can be named.
 *
 * @param name its name
 * @param summary one line for people who choose
 * @param factory makes an estimator of it
 */
public record ScoreKind(String name, String summary, Factory factory) implements Named {

  /**
   * The inputs of a score.
   *
   * @param blueprint how the untrained networks are built, with affine batch norms
   * @param batch the proxy batch: some training images; read when it is first asked for
   * @param device where networks are run
   * @param seed the source of the networks' weights
   */
  public record Setting(Blueprint blueprint, Supplier<Batch> batch, Device device, Seed seed) {}

  /** Makes estimators. */
  @FunctionalInterface
  public interface Factory {
    /** An estimator; the caller closes it if it is {@link AutoCloseable}. */
    Estimator create(Setting setting);
  }
}

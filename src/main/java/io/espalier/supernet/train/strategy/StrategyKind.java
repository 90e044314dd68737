package io.espalier.supernet.train.strategy;

import io.espalier.catalogue.Named;
import io.espalier.catalogue.Options;
import io.espalier.plan.Blueprint;
import io.espalier.space.Architecture;
import io.espalier.supernet.train.ArchitectureSampler;
import io.espalier.supernet.train.PlanSampler;
import java.util.function.ToDoubleFunction;

/**
 * A way to train a supernet, as it can be named.
 *
 * @param name its name
 * @param summary one line for people who choose
 * @param draws whether it trains the architectures that a sampler draws, so that a sampler can
 *     prefer some
 * @param options its settings
 * @param factory makes the source of a training's steps
 * @param <S> the record of its settings
 */
public record StrategyKind<S extends Record>(
    String name, String summary, boolean draws, Options<S> options, Factory<S> factory)
    implements Named {

  /**
   * What a strategy trains.
   *
   * @param blueprint how the supernet's networks are built
   * @param sampler draws architectures
   * @param macs the MACs of an architecture, in millions
   */
  public record Subject(
      Blueprint blueprint, ArchitectureSampler sampler, ToDoubleFunction<Architecture> macs) {}

  /** Makes plan samplers. */
  @FunctionalInterface
  public interface Factory<S extends Record> {
    /**
     * The source of what each step trains.
     *
     * @throws io.espalier.error.InputError if the space cannot be trained this way
     */
    PlanSampler create(S settings, Subject subject);
  }

  /** The source of what each step trains, by settings of the type of {@link #options}. */
  public PlanSampler create(Record settings, Subject subject) {
    return factory.create(options.type().cast(settings), subject);
  }
}

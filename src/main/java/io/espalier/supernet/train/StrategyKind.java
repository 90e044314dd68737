package io.espalier.supernet.train;

import io.espalier.catalogue.Named;
import io.espalier.plan.Blueprint;
import io.espalier.space.Architecture;
import java.util.function.ToDoubleFunction;

/**
 * A way to train a supernet, as it can be named.
 *
 * @param name its name
 * @param summary one line for people who choose
 * @param draws whether it trains the architectures that a sampler draws, so that a sampler can
 *     prefer some
 * @param factory makes the source of a training's steps
 */
public record StrategyKind(String name, String summary, boolean draws, Factory factory)
    implements Named {

  /** Makes plan samplers. */
  @FunctionalInterface
  public interface Factory {
    /**
     * The source of what each step trains.
     *
     * @param blueprint how the supernet's networks are built
     * @param sampler draws architectures
     * @param macs the MACs of an architecture, in millions
     * @throws io.espalier.error.InputError if the space cannot be trained this way
     */
    PlanSampler create(
        Blueprint blueprint, ArchitectureSampler sampler, ToDoubleFunction<Architecture> macs);
  }
}

package io.espalier.supernet.train;

import io.espalier.catalogue.Named;
import io.espalier.catalogue.Options;
import java.util.function.Function;

/**
 * An optimizer, as it can be named.
 *
 * @param name its name
 * @param summary one line for people who choose
 * @param options its settings
 * @param factory makes the optimizer
 * @param <S> the record of its settings
 */
public record OptimizerKind<S extends Record>(
    String name, String summary, Options<S> options, Function<S, Optimizer> factory)
    implements Named {

  /** An optimizer with settings of the type of {@link #options}. */
  public Optimizer create(Record settings) {
    return factory.apply(options.type().cast(settings));
  }
}

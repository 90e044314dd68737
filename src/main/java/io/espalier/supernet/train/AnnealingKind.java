package io.espalier.supernet.train;

import io.espalier.catalogue.Named;
import io.espalier.catalogue.Options;
import java.util.function.Function;

/**
 * A fall of the learning rate, as it can be named.
 *
 * @param name its name
 * @param summary one line for people who choose
 * @param options its settings
 * @param factory makes it
 * @param <S> the record of its settings
 */
public record AnnealingKind<S extends Record>(
    String name, String summary, Options<S> options, Function<S, Annealing> factory)
    implements Named {

  /** One with settings of the type of {@link #options}. */
  public Annealing create(Record settings) {
    return factory.apply(options.type().cast(settings));
  }
}

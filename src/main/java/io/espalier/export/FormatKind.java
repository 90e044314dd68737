package io.espalier.export;

import io.espalier.catalogue.Named;
import io.espalier.catalogue.Options;
import java.util.function.Function;

/**
 * A format of exported children, as it can be named.
 *
 * @param name its name
 * @param summary one line for people who choose
 * @param options its settings
 * @param factory makes an exporter
 * @param <S> the record of its settings
 */
public record FormatKind<S extends Record>(
    String name, String summary, Options<S> options, Function<S, Exporter> factory)
    implements Named {

  /** An exporter with settings of the type of {@link #options}. */
  public Exporter create(Record settings) {
    return factory.apply(options.type().cast(settings));
  }
}

package io.espalier.data.text;

import io.espalier.catalogue.Named;

/**
 * A text, as it can be named.
 *
 * @param name its name
 * @param summary one line for people who choose
 */
public record TextSourceKind(String name, String summary) implements Named {}

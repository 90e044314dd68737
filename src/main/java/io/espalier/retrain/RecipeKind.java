package io.espalier.retrain;

import io.espalier.catalogue.Named;

/**
 * A recipe of retrainings, as it can be named.
 *
 * @param name its name
 * @param summary one line for people who choose
 * @param yaml the settings that it gives, keys of the section {@code retrain}, with their source
 */
public record RecipeKind(String name, String summary, String yaml) implements Named {}

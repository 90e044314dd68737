/**
 * From a YAML file to the objects of a run: the only place where things are put together.
 *
 * <p>The commented {@code defaults.yaml} beside these classes is the schema: a key that is not in
 * it is an error, and so is a value of another kind; {@code compare.yaml} is that of comparisons.
 * What a name stands for is decided by a plain {@code switch} whose error lists the known names.
 * Nothing here knows how results are shown.
 */
package io.espalier.config;

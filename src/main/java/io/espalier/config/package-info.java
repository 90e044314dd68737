/**
 * From YAML files to the settings of runs and comparisons.
 *
 * <p>The commented {@code defaults.yaml} is the schema of runs, and {@code compare.yaml} that of
 * comparisons: an unknown key is an error, and so is a value of another kind. Nothing here knows
 * how results are shown.
 */
package io.espalier.config;

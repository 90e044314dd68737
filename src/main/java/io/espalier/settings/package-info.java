/**
 * The settings of a run as records, and what each of its results depends on. They come from a
 * configuration or from a program; how they are written is not known here.
 */
package io.espalier.settings;

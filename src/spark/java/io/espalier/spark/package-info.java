/**
 * Estimates and trainings on a Spark cluster: one job of Spark for each group of architectures,
 * several at a time. It knows how work travels, not what it is.
 */
package io.espalier.spark;

/**
 * Export of children from the supernet: standalone networks in the usual formats, each proved to be
 * the one that was searched.
 *
 * <p>A format is an {@link io.espalier.export.Exporter}; all are written from the same plan.
 * Nothing here knows about searches or trainings.
 */
package io.espalier.export;

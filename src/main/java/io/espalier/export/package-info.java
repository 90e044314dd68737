/**
 * Children that leave the supernet: networks of their own, in the forms in which networks are used,
 * each proved to be the one that was searched.
 *
 * <p>A form is an {@link io.espalier.export.Exporter}; all are written from the same plan. Nothing
 * here knows who searched or trained.
 */
package io.espalier.export;

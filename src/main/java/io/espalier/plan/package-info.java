/**
 * The computation of an architecture, defined once for all readers.
 *
 * <p>{@link io.espalier.plan.Blueprint#plan} turns an architecture into a {@link
 * io.espalier.plan.Plan}: a small immutable graph of sealed {@link io.espalier.plan.Op operations}.
 * Running a child, counting its MACs, cutting it out and exporting it all read this graph; no other
 * implementation of an architecture exists. Plans know about shapes, but not about tensors or
 * engines.
 */
package io.espalier.plan;

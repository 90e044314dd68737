/**
 * Search spaces: choices, architectures, and the mask that both the supernet and the LaNAS tree
 * read.
 *
 * <p>A space is a list of {@link io.espalier.space.Choice choices}; an {@link
 * io.espalier.space.Architecture architecture} makes one pick (or k picks) per choice; its {@link
 * io.espalier.space.Mask mask} has one bit per option. Nothing here knows what the options compute;
 * plans define that.
 */
package io.espalier.space;

/**
 * How long networks take on a device: tables fitted to measured networks, which predict all others
 * of their space, and the measuring.
 *
 * <p>It knows spaces, plans and how networks are run, but no searches, settings or folders.
 */
package io.espalier.latency;

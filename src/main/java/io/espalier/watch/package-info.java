/**
 * A local page on which one watches the runs under a folder, compares and stops them.
 *
 * <p>Reads run folders by way of {@code report} and takes no lock, so that nothing that works in
 * one is hindered. The only package that knows a web server.
 */
package io.espalier.watch;

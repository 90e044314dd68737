/**
 * What children and proposals cost here, in CPU time of the whole process, all threads and the
 * system's share included, so that waiting for other programs does not count.
 */
package io.espalier.bench;

/**
 * Benchmarks of children and proposals on this machine, in CPU time of the whole process, including
 * all threads and system time, so that waiting for other programs does not count.
 */
package io.espalier.bench;

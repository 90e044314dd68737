/**
 * A run as one page that explains itself: {@code report.html}.
 *
 * <p>Reads the files of a run folder and nothing else, so any run, finished or not, can be reported
 * again; what is missing is left out with a quiet note. Knows no live searcher, supernet or engine.
 */
package io.espalier.report;

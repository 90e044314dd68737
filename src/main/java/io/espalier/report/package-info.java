/**
 * A self-contained page about a run: {@code report.html}.
 *
 * <p>Reads only the files of a run folder, so any run, finished or not, can be reported again;
 * missing parts are left out with a note. Knows no live searcher, supernet or engine.
 */
package io.espalier.report;

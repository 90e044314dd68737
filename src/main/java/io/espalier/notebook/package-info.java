/**
 * Notebooks of Java cells: their files, the session that runs their cells, what it shows of values,
 * and tables and pictures for them. Everything that runs a cell does so by {@link
 * io.espalier.notebook.JavaSession}. Needs a JDK, and knows nothing of the command line.
 */
package io.espalier.notebook;

/**
 * The command line: verbs, flags, progress on the terminal, exit codes.
 *
 * <p>Results go to standard output, in a form that scripts can read; everything else goes to
 * standard error. Commands read their flags, call {@code config} and show what comes back; they
 * decide nothing about a run.
 */
package io.espalier.cli;

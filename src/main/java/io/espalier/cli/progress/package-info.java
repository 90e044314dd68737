/** The display of progress, on terminals and elsewhere. */
package io.espalier.cli.progress;

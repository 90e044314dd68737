/** The display of progress, on terminals and in logs. */
package io.espalier.cli.progress;

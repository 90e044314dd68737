/** What all commands have in common: their flags, their run folder, exit codes and errors. */
package io.espalier.cli.session;

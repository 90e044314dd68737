/** How commands show how far they are, on terminals and elsewhere. */
package io.espalier.cli.progress;

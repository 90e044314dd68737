/** What flags and named folders mean for a configuration, before a command runs. */
package io.espalier.cli.option;

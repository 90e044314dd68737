/** Results as tables, for people and for programs. */
package io.espalier.cli.table;

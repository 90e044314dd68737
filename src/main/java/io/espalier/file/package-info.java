/** Files that are whole or not there. Every package may use this one. */
package io.espalier.file;

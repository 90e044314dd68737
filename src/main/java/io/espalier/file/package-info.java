/** Files that are whole or not there, folders that one process has to itself. All may use it. */
package io.espalier.file;

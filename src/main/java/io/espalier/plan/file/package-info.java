/**
 * Spaces written in a YAML file: the reader of the file, the blocks that it can name and the
 * blueprint of its networks. Knows nothing of runs and their settings.
 */
package io.espalier.plan.file;

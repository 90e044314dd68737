/** The folders of experiments and the bounds of their figures. */
package io.espalier.cli.experiment;

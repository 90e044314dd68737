/**
 * Networks as pictures: a plan is gathered into boxes and units that people can read, and laid out
 * in layers. Knows plans and SVG, nothing of runs.
 */
package io.espalier.report.drawing;

/**
 * Networks as pictures: a plan is grouped into readable boxes and units, and laid out in layers.
 * Knows plans and SVG, but nothing of runs.
 */
package io.espalier.report.drawing;

/** Comparisons of searchers and ablations of trainings, in folders of their own. */
package io.espalier.run.compare;

/**
 * Gives the curves and settings of runs to programs that teams look at experiments with:
 * TensorBoard, by its event files, and MLflow, by its REST interface.
 *
 * <p>Reads run folders by way of {@code report} and changes nothing in them. Giving a run twice
 * leaves it there once.
 */
package io.espalier.tracking;

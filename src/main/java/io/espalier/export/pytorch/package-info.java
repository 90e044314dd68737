/**
 * Children as programs of plain PyTorch that people read, train and change, and the Python that
 * proves them.
 *
 * <p>The paths of a plan are names of nested modules: where several parts of a plan are built
 * alike, they become one class with arguments. Weights keep their names.
 */
package io.espalier.export.pytorch;

/**
 * Children as plain PyTorch programs that people read, train and change, and the Python that proves
 * them.
 *
 * <p>The paths of a plan are names of nested modules: several parts of a plan with the same
 * structure become one class with arguments. Weights keep their names.
 */
package io.espalier.export.pytorch;

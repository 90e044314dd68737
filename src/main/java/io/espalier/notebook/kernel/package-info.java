/**
 * A Jupyter kernel for Java, and what starts Jupyter with it. Only here Jupyter's protocol is
 * known.
 */
package io.espalier.notebook.kernel;

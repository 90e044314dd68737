/** The tasks and methods of comparisons. */
package io.espalier.task.compare;

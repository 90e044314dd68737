/** The tasks and methods that comparisons are made of. */
package io.espalier.task.compare;

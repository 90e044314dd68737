/** How well a run's supernet ranks architectures, beside what it has to beat. */
package io.espalier.run.rank;

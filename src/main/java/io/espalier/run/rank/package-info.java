/** The ranking of architectures by a run's supernet and by baselines. */
package io.espalier.run.rank;

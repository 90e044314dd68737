/** The cost of a network: MACs, parameters and activation memory, all computed from its plan. */
package io.espalier.cost;

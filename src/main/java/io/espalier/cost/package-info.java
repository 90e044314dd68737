/** The cost of a network: MACs, parameters, memory and size, all computed from its plan. */
package io.espalier.cost;

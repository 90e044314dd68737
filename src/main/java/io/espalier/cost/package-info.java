/**
 * What a network costs to run and to keep: MACs, parameters, activation memory, all read from its
 * plan.
 */
package io.espalier.cost;

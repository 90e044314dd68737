/**
 * The strategies of training a supernet that can be named, and those that go through several
 * phases.
 *
 * <p>What a strategy draws from, and with what probability, is given to it.
 */
package io.espalier.supernet.train.strategy;

/**
 * How long work tells what it has done, and learns that it is to stop. Every package may use this
 * one; the command line shows it.
 */
package io.espalier.progress;

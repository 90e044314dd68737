package io.espalier.bench;

/**
 * A measured CPU time.
 *
 * @param what the name of the measured operation
 * @param per the unit that the times refer to
 * @param medianMs median CPU time in milliseconds
 * @param meanMs mean CPU time in milliseconds
 * @param samples the number of measurements
 */
public record Timing(String what, String per, double medianMs, double meanMs, int samples) {}

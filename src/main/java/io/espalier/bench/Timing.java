package io.espalier.bench;

/**
 * A measured time.
 *
 * @param what the name of the measured operation
 * @param per the unit that the times refer to
 * @param medianMs median CPU time in milliseconds
 * @param meanMs mean CPU time in milliseconds
 * @param perSecond the number of units a second, of the clock on the wall, in the median: with a
 *     GPU or several threads it is not the CPU time that counts
 * @param samples the number of measurements
 */
public record Timing(
    String what, String per, double medianMs, double meanMs, double perSecond, int samples) {}

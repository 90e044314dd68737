package io.espalier.bench;

/**
 * What something timings.
 *
 * @param what what was done
 * @param per for which unit of it
 * @param medianMs median CPU time in milliseconds
 * @param meanMs mean CPU time in milliseconds
 * @param samples how many times it was measured
 */
public record Timing(String what, String per, double medianMs, double meanMs, int samples) {}

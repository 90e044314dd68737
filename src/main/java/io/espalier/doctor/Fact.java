package io.espalier.doctor;

/**
 * Something about this machine or what runs on it.
 *
 * @param about machine, java, natives, environment or check
 * @param what what it is
 * @param value what is the case
 */
public record Fact(String about, String what, String value) {}

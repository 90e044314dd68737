package io.espalier.doctor;

/**
 * A fact about this machine or its software.
 *
 * @param about the subject: machine, java, natives, environment or check
 * @param what the name of the fact
 * @param value its value
 */
public record Fact(String about, String what, String value) {}

package io.espalier.tabular;

/**
 * A column of a table to be read as scores.
 *
 * @param name the column
 * @param unit the unit of its numbers
 */
public record ScoreColumn(String name, ScoreUnit unit) {}

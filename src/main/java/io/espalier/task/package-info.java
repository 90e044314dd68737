/**
 * Everything that depends on the kind of data: one interface for images and texts, and tables of
 * scores, which need no data. Knows neither run folders nor configurations.
 */
package io.espalier.task;

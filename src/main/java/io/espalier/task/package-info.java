/**
 * What depends on the kind of data: one interface, with images and texts behind it, and tables of
 * scores, which need no data. Knows neither run folders nor configurations.
 */
package io.espalier.task;

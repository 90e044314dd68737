/**
 * The settings of a run as records, and the settings that each result depends on. They come from a
 * configuration or a program; nothing here knows how they are written.
 */
package io.espalier.settings;

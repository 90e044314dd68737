/**
 * Progress of long work, and requests to stop it. Every package may use this one; the command line
 * displays it.
 */
package io.espalier.progress;

/**
 * Errors in the user's input, with messages that help to fix them: what was given, what is allowed,
 * what to do. Every package may use this one.
 */
package io.espalier.error;

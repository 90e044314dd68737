/**
 * What a user can get wrong, said so that it can be mended: what was given, what is allowed, what
 * to do. Every package may use this one.
 */
package io.espalier.error;

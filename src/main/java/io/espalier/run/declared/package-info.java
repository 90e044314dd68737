/** Supernets that a folder declares: what they are, how well they rank, and proof of both. */
package io.espalier.run.declared;

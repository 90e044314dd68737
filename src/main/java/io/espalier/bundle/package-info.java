/**
 * The program in a folder of its own, with a Java and the libraries, for machines that have neither
 * a JDK nor Maven nor a network. Knows nothing of what the program does.
 */
package io.espalier.bundle;

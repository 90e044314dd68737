/**
 * Commands about machines rather than runs: what they are, how fast, and what to take to others.
 */
package io.espalier.cli.machine;

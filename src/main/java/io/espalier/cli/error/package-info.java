/**
 * What errors say on the command line: the missing resource behind them, and the flag or command
 * that mends them.
 */
package io.espalier.cli.error;

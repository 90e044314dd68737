/**
 * What the program says about itself: examples below the help of each command, the pages of {@code
 * docs/reference}, the explanation of a setting, and the completion of shells. All of it is read
 * from the commands, settings and catalogues, so it cannot fall behind them.
 */
package io.espalier.cli.manual;

package io.espalier.latency;

import java.util.Locale;

/**
 * The kinds of things that a latency is a sum over. They overlap on purpose: the fit finds out how
 * much of a device's time each of them explains.
 */
public enum Part {
  /** How much is done: operations, multiply-accumulates and values moved, by kind of operation. */
  WORK,
  /** Each live operation with its sizes: what a runtime runs that leaves dead ends out. */
  LIVE,
  /** Each operation with its sizes, dead ends included: for devices that run these as well. */
  BUILT,
  /** The picked options. */
  PICKS;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package io.espalier.latency;

import java.util.Locale;

/**
 * The kinds of things that a latency is a sum over. They overlap on purpose: the fit finds out how
 * much of a device's time each of them explains.
 */
public enum CountPart {
  /**
   * What the live operations amount to by kind: their number, multiply-accumulates, values moved.
   */
  WORK,
  /** Each live operation with its sizes: what a runtime runs that leaves dead ends out. */
  LIVE,
  /**
   * As {@link #LIVE}, with equal operations on one value merged: what a runtime runs that optimises
   * the network further.
   */
  MERGED,
  /**
   * Each operation with its sizes, dead ends included, nothing merged: for devices that run what is
   * written.
   */
  BUILT,
  /** The picked options. */
  PICKS;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package io.espalier.export;

import java.util.Map;

/** How well a network does on some data. */
public interface Measurement {

  /** The measurement in a few words. */
  String text();

  /** The figures for people, by headings with their units. */
  Map<String, String> figures();
}

package io.espalier.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.espalier.estimate.Measure;

/** A LaNAS tree as a picture of its own, outside a page. */
public final class TreePicture {

  private static final String STYLE =
      """
      <rect class="ground" width="100%" height="100%" fill="#ffffff"/>
      <style>
      .edge { fill: none; stroke: #6a7164; stroke-opacity: .55; stroke-width: 1.4 }
      .region { fill: #3c7a57; stroke: #3c7a57; stroke-opacity: .45 }
      .label { fill: #23281f; stroke: none; font-weight: 600 }
      .value { fill: #23281f; stroke: none; text-anchor: end }
      .detail { fill: #6a7164; stroke: none; font-size: 11.5px }
      .rule { fill: #6a7164; stroke: none; font-size: 11.5px; font-style: italic }
      </style>
      """;

  private TreePicture() {}

  /**
   * The tree as self-contained SVG: the root at the left, good children above bad ones, the deeper
   * the green, the higher the mean.
   *
   * @param tree what {@code tree.json} holds
   * @param measure the quantity of its scores
   * @throws io.espalier.error.InputError if it is no tree
   */
  public static String svg(JsonNode tree, Measure measure) {
    return TreeDrawing.svg(
        Region.read(tree),
        measure,
        " xmlns=\"http://www.w3.org/2000/svg\" font-family=\"sans-serif\" font-size=\"14\""
            + " fill=\"#23281f\"",
        STYLE);
  }
}

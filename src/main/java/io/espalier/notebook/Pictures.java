package io.espalier.notebook;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.espalier.data.ImageSet;
import io.espalier.estimate.Measure;
import io.espalier.report.TreePicture;
import io.espalier.report.drawing.ChartSheet;
import io.espalier.report.drawing.LineChart;
import io.espalier.report.drawing.Raster;
import io.espalier.report.drawing.ScatterChart;
import io.espalier.search.lanas.TreeSnapshot;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** Pictures to look at in notebooks. Every program for notebooks can show such images. */
public final class Pictures {

  private static final int PER_ROW = 20;
  private static final int SIDE = 40;

  private Pictures() {}

  /** Charts of points, three in a row. */
  public static BufferedImage scatter(ScatterChart... charts) {
    return Raster.image(ScatterChart.svg(List.of(charts)));
  }

  /** Charts of the same lines, two in a row; the names are in the order of the lines. */
  public static BufferedImage lines(List<String> names, LineChart... charts) {
    return Raster.image(ChartSheet.svg(List.of(charts), names));
  }

  /** A LaNAS tree whose scores are of a measure. */
  public static BufferedImage tree(TreeSnapshot tree, Measure measure) {
    JsonMapper json = JsonMapper.builder().build();
    return Raster.image(TreePicture.svg(json.valueToTree(tree), measure));
  }

  /** The first images of a set, side by side. */
  public static BufferedImage images(ImageSet images, int count) {
    int shown = Math.min(count, images.count());
    int rows = (shown + PER_ROW - 1) / PER_ROW;
    BufferedImage sheet =
        new BufferedImage(SIDE * Math.min(PER_ROW, shown), SIDE * rows, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    for (int i = 0; i < shown; i++) {
      BufferedImage image = image(images, i);
      graphics.drawImage(image, i % PER_ROW * SIDE, i / PER_ROW * SIDE, SIDE, SIDE, null);
    }
    graphics.dispose();
    return sheet;
  }

  /** One image of a set, in its own size. */
  public static BufferedImage image(ImageSet images, int number) {
    byte[] values = images.image(number);
    BufferedImage image =
        new BufferedImage(images.width(), images.height(), BufferedImage.TYPE_INT_RGB);
    for (int pixel = 0; pixel < images.width() * images.height(); pixel++) {
      int colour = 0;
      for (int channel = 0; channel < 3; channel++) {
        int from = images.channels() == 1 ? pixel : 3 * pixel + channel;
        colour = (colour << 8) | (values[from] & 0xff);
      }
      image.setRGB(pixel % images.width(), pixel / images.width(), colour);
    }
    return image;
  }
}

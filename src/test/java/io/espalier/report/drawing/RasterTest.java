package io.espalier.report.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RasterTest {

  @TempDir Path folder;

  @Test
  void aChartIsDrawnInItsColoursAtTwiceItsSize() throws IOException {
    List<LineChart.Point> points =
        List.of(new LineChart.Point(1, 50, 40, 60), new LineChart.Point(100, 50, 40, 60));
    LineChart chart =
        new LineChart("found", "samples", true, List.of(new LineChart.Line("ours", points)));
    Raster.write(ChartSheet.svg(List.of(chart), List.of("ours")), folder.resolve("chart.png"));

    BufferedImage image = ImageIO.read(folder.resolve("chart.png").toFile());
    assertThat(image.getWidth()).isEqualTo(4 * LineChart.WIDTH);
    assertThat(image.getHeight()).isEqualTo(2 * (LineChart.HEIGHT + 34));
    assertThat(image.getRGB(2, 2)).as("the ground").isEqualTo(0xffffffff);
    int colour = Integer.decode(LineChart.colour(0)) | 0xff000000;
    int onLine = 0;
    int dark = 0;
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        onLine += image.getRGB(x, y) == colour ? 1 : 0;
        dark += (image.getRGB(x, y) & 0xff) < 0x40 ? 1 : 0;
      }
    }
    // A line over the chart's width, more than three pixels thick; letters.
    assertThat(onLine).isGreaterThan(2 * 2 * 390);
    assertThat(dark).isGreaterThan(200);
  }
}

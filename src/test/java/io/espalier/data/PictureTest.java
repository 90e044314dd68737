package io.espalier.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures of every kind, against what Pillow sees in them (make.py beside the pictures). */
class PictureTest {

  private static final Path PICTURES = Path.of("src/test/resources/io/espalier/data/pictures");

  @ParameterizedTest
  @CsvFileSource(resources = "pictures/pixels.csv", numLinesToSkip = 1)
  void everyKindIsReadAsPillowReadsIt(String name, int channels, int height, int width, long sum)
      throws IOException {
    Picture picture = Picture.read(PICTURES.resolve(name));
    assertThat(List.of(picture.channels(), picture.height(), picture.width()))
        .containsExactly(channels, height, width);
    CRC32 crc = new CRC32();
    crc.update(picture.pixels());
    assertThat(crc.getValue()).isEqualTo(sum);
  }

  @Test
  void theListNamesEveryPicture() throws IOException {
    try (var files = Files.list(PICTURES)) {
      long pictures = files.filter(file -> file.toString().matches(".*\\.(jpg|png)")).count();
      assertThat(Files.readAllLines(PICTURES.resolve("pixels.csv"))).hasSize((int) pictures + 1);
    }
  }

  /** What ImageMagick was given to make the file of. */
  @Test
  void inksHaveTheColourThatTheyWereMadeOf() throws IOException {
    byte[] pixels = Picture.read(PICTURES.resolve("ycck-plain.jpg")).pixels();
    int[] wanted = {81, 112, 37};
    for (int p = 0; p < pixels.length; p++) {
      assertThat(pixels[p] & 0xff).isBetween(wanted[p % 3] - 1, wanted[p % 3] + 1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"420.jpg", "progressive.jpg", "grey.jpg", "cmyk.jpg", "turned-6.jpg", "rgb.png"})
  void whatIsCutOffAnywhereIsRefused(String name) throws IOException {
    byte[] whole = Files.readAllBytes(PICTURES.resolve(name));
    // A PNG ends with a sum of its pixels, another sum and an empty part that nobody misses.
    int end = name.endsWith("png") ? whole.length - 21 : whole.length;
    for (int length = 0; length < end; length += 7) {
      int kept = length;
      assertThatThrownBy(() -> Picture.of(Arrays.copyOf(whole, kept)))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(IOException.class);
    }
    assertThatThrownBy(() -> Picture.of(Arrays.copyOf(whole, end - 1)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void changedPixelsAreNoticedByTheirSum() throws IOException {
    byte[] file = Files.readAllBytes(PICTURES.resolve("grey-16.png"));
    for (int at = 60; at < file.length - 20; at++) {
      byte[] changed = file.clone();
      changed[at] ^= 0x10;
      assertThatThrownBy(() -> Picture.of(changed)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void bytesBetweenThePartsOfAJpegAreNoLoss() throws IOException {
    byte[] file = Files.readAllBytes(PICTURES.resolve("420.jpg"));
    byte[] longer = Arrays.copyOf(file, file.length + 2);
    System.arraycopy(file, file.length - 2, longer, file.length, 2);
    longer[file.length - 2] = 0;
    longer[file.length - 1] = 0;
    assertThat(Picture.of(longer).pixels()).isEqualTo(Picture.of(file).pixels());
  }

  @Test
  void colourAndGreyBecomeEachOther() throws IOException {
    Picture colour = Picture.read(PICTURES.resolve("rgb.png"));
    byte[] grey = colour.in(1).pixels();
    for (int p = 0; p < grey.length; p++) {
      double brightness =
          0.299 * (colour.pixels()[3 * p] & 0xff)
              + 0.587 * (colour.pixels()[3 * p + 1] & 0xff)
              + 0.114 * (colour.pixels()[3 * p + 2] & 0xff);
      assertThat(grey[p] & 0xff).isEqualTo((int) Math.floor(brightness + 0.5));
    }
    Picture spread = colour.in(1).in(3);
    assertThat(spread.in(1).pixels()).isEqualTo(grey);
    assertThat(spread.image().getRGB(3, 2) & 0xff).isEqualTo(grey[2 * 14 + 3] & 0xff);
  }

  @Test
  void javaKeepsTheValues() throws IOException {
    Picture colour = Picture.read(PICTURES.resolve("rgb.png"));
    int rgb = colour.image().getRGB(5, 4);
    int at = 3 * (4 * 14 + 5);
    assertThat(rgb >> 16 & 0xff).isEqualTo(colour.pixels()[at] & 0xff);
    assertThat(rgb >> 8 & 0xff).isEqualTo(colour.pixels()[at + 1] & 0xff);
    assertThat(rgb & 0xff).isEqualTo(colour.pixels()[at + 2] & 0xff);
  }
}

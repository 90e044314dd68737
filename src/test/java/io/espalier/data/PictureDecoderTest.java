package io.espalier.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PictureDecoderTest {

  private static final Path PICTURES = Path.of("src/test/resources/io/espalier/data/pictures");

  private final PictureDecoder decoder = new PictureDecoder();

  private static List<Path> pictures() throws IOException {
    try (Stream<Path> files = Files.list(PICTURES)) {
      return files.filter(file -> file.toString().matches(".*\\.(jpe?g|png)")).sorted().toList();
    }
  }

  /** Every kind of picture, one after another with the same readers, twice. */
  @Test
  void aPictureDoesNotDependOnThoseReadBeforeIt() throws IOException {
    assertThat(pictures()).hasSizeGreaterThan(20);
    for (int round = 0; round < 2; round++) {
      for (Path file : pictures()) {
        Picture alone = Picture.read(file);
        Picture read = decoder.whole(Files.readAllBytes(file));
        assertThat(read.channels()).as("%s", file).isEqualTo(alone.channels());
        assertThat(read.width()).as("%s", file).isEqualTo(alone.width());
        assertThat(read.pixels()).as("%s", file).isEqualTo(alone.pixels());
      }
    }
  }

  @Test
  void aPartIsThatOfTheWholePicture() throws IOException {
    for (Path file : pictures()) {
      Picture whole = Picture.read(file);
      Crop part =
          new Crop(whole.height() / 3, whole.width() / 4, whole.height() / 2, whole.width() / 2);
      for (int channels : new int[] {1, 3}) {
        byte[] read = decoder.part(Files.readAllBytes(file), part, channels);
        byte[] pixels = whole.in(channels).pixels();
        byte[] expected = new byte[part.height() * part.width() * channels];
        for (int p = 0; p < expected.length; p++) {
          int row = part.top() + p / channels / part.width();
          int column = part.left() + p / channels % part.width();
          expected[p] = pixels[(row * whole.width() + column) * channels + p % channels];
        }
        assertThat(read).as("%s in %d channels", file, channels).isEqualTo(expected);
      }
    }
  }

  @Test
  void brokenPicturesHarmNoneAfterThem() throws IOException {
    byte[] good = Files.readAllBytes(pictures().get(0));
    Picture before = decoder.whole(good);
    for (int end : new int[] {0, 2, 30, good.length / 2, good.length - 40}) {
      assertThatThrownBy(() -> decoder.whole(Arrays.copyOf(good, end)))
          .isInstanceOf(IOException.class);
      assertThat(decoder.whole(good).pixels()).isEqualTo(before.pixels());
    }
  }
}

package io.espalier.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.random.Seed;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Random parts and jittered colours. */
class RandomCropTest {

  private static final int DRAWS = 20_000;

  @Test
  void partsLieInThePictureWithTheAreasAndShapesOfInception() {
    RandomGenerator random = new Seed(5).generator();
    double areas = 0;
    double shapes = 0;
    double centres = 0;
    for (int n = 0; n < DRAWS; n++) {
      Crop part = Crop.random(400, 400, 0.08, random);
      assertThat(part.top()).isBetween(0, 400 - part.height());
      assertThat(part.left()).isBetween(0, 400 - part.width());
      double area = part.height() * part.width() / 160_000.0;
      assertThat(area).isBetween(0.075, 1.0);
      double shape = (double) part.width() / part.height();
      assertThat(shape).isBetween(0.73, 1.36);
      areas += area;
      shapes += Math.log(shape);
      centres += part.left() + part.width() / 2.0;
    }
    // Of areas a above 3/4, the share -ln(a) / ln(4/3) of all shapes fits: integrated, 0.4778.
    assertThat(areas / DRAWS).isCloseTo(0.4778, within(0.006));
    assertThat(shapes / DRAWS).isCloseTo(0, within(0.01));
    assertThat(centres / DRAWS).isCloseTo(200, within(2.0));
  }

  @Test
  void aPictureTooNarrowForAnyPartIsTakenWhole() {
    assertThat(Crop.random(1000, 3, 0.9, new Seed(1).generator())).isEqualTo(Crop.whole(1000, 3));
  }

  @Test
  void jitterMovesBrightnessContrastAndSaturationWithinItsBounds() {
    byte[] grey = {100, 100, 100, 100, 100, 100};
    byte[] coloured = {(byte) 200, 100, 50, 50, 100, (byte) 200};
    RandomGenerator random = new Seed(2).generator();
    int least = 255;
    int most = 0;
    boolean changed = false;
    for (int n = 0; n < 2000; n++) {
      byte[] after = new ColourJitter(0.4, random).of(grey, 3);
      // An even picture has no contrast and no colour: only its brightness moves.
      assertThat(after[0]).isEqualTo(after[1]).isEqualTo(after[5]);
      least = Math.min(least, after[0] & 0xff);
      most = Math.max(most, after[0] & 0xff);
      byte[] moved = new ColourJitter(0.4, random).of(coloured, 3);
      changed |= (moved[0] & 0xff) - (moved[2] & 0xff) > 170;
    }
    assertThat(least).isBetween(60, 61);
    assertThat(most).isBetween(139, 140);
    assertThat(changed).isTrue();
    assertThat(new ColourJitter(0, random).of(coloured, 3)).isEqualTo(coloured);
    assertThat(new ColourJitter(0, random).of(coloured, 1)).isEqualTo(coloured);
  }
}

package io.espalier.data.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.DataOptions;
import io.espalier.data.ImageSet;
import io.espalier.data.ImageSource;
import io.espalier.data.ImageSubset;
import io.espalier.data.Normalisation;
import io.espalier.error.InputError;
import io.espalier.progress.Progress;
import org.junit.jupiter.api.Test;

class SampleTest {

  @Test
  void theBundledSampleIsRealBalancedAndKnownByItsFingerprint() {
    ImageSource sample = open(DataOptions.DEFAULT);
    assertThat(sample.classes()).hasSize(10).contains("Sneaker");
    assertBalanced(sample.training(), 8_000);
    assertBalanced(sample.test(), 2_000);
    assertThat(sample.fingerprint())
        .isEqualTo("94c28d7053d4a26622d08e11f7083f203d55f32cd169c2724091ca3279524d7c");
  }

  private static void assertBalanced(ImageSet images, int count) {
    assertThat(images.count()).isEqualTo(count);
    assertThat(images.height()).isEqualTo(28);
    assertThat(images.channels()).isEqualTo(1);
    int[] perClass = new int[10];
    for (int i = 0; i < count; i++) {
      perClass[images.labels().get(i)]++;
    }
    assertThat(perClass).containsOnly(count / 10);
  }

  @Test
  void aLimitKeepsTheFirstOfEachClass() {
    ImageSet all = open(DataOptions.DEFAULT).training();
    ImageSet few = open(DataOptions.DEFAULT.withTrainingLimit(500)).training();
    assertBalanced(few, 500);
    assertThat(few.image(0)).hasSize(784).isEqualTo(all.image(0));
  }

  @Test
  void imagesAreBroughtToTheSizeAskedForAndKeepTheirBrightness() {
    ImageSet own = open(DataOptions.DEFAULT.withTrainingLimit(50)).training();
    ImageSet small = open(DataOptions.DEFAULT.withTrainingLimit(50).withSize(14)).training();
    ImageSet large = open(DataOptions.DEFAULT.withTrainingLimit(50).withSize(32)).training();
    assertThat(small.height()).isEqualTo(14);
    assertThat(large.width()).isEqualTo(32);
    float brightness = Normalisation.of(ImageSubset.all(own)).mean().get(0);
    for (ImageSet resized : new ImageSet[] {small, large}) {
      float after = Normalisation.of(ImageSubset.all(resized)).mean().get(0);
      assertThat(Math.abs(after - brightness)).isLessThan(0.005f);
    }
  }

  @Test
  void anUnknownNameNamesTheNearest() {
    assertThatThrownBy(() -> ImageSources.open("sampel", DataOptions.DEFAULT, Progress.SILENT))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("did you mean 'sample'?");
  }

  private static ImageSource open(DataOptions options) {
    return ImageSources.open("sample", options, Progress.SILENT);
  }
}

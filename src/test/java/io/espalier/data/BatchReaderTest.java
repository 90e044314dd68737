package io.espalier.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.random.Seed;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class BatchReaderTest {

  private static final Seed SEED = new Seed(11);
  private final ImageSet images = RandomImages.of(103, 5, 3, 8, 4);
  private final ImageSubset subset =
      Split.of(images, List.of("a", "b", "c", "d", "e"), 0.1, SEED).training();
  private final Normalisation normalisation = Normalisation.of(subset);

  private BatchReader reader(Augmentation augmentation, int batchSize) {
    return new BatchReader(subset, normalisation, augmentation, batchSize, SEED);
  }

  @Test
  void sequentialBatchesHoldEveryImageOnceAndAsItIs() {
    BatchReader reader = reader(new Augmentation(4, true, 6), 32);
    int image = 0;
    for (int b = 0; b < reader.sequentialCount(); b++) {
      Batch batch = reader.sequential(b);
      for (int i = 0; i < batch.count(); i++, image++) {
        assertThat(batch.labels().get(i)).isEqualTo(subset.label(image));
        for (int p = 0; p < images.imageBytes(); p++) {
          assertThat(batch.pixels().get(i * images.imageBytes() + p))
              .isCloseTo(expected(subset.index(image), p), within(1e-5f));
        }
      }
    }
    assertThat(image).isEqualTo(subset.count());
    assertThat(reader.sequential(0).pixels().isDirect()).isTrue();
    assertThat(reader.sequential(0).pixels().order()).isEqualTo(ByteOrder.nativeOrder());
  }

  @Test
  void theTrainingPixelsHaveMeanZeroAndDeviationOne() {
    Batch all = reader(Augmentation.NONE, subset.count()).training(0);
    for (int channel = 0; channel < 3; channel++) {
      double sum = 0;
      double squares = 0;
      int values = all.pixels().capacity() / 3;
      for (int p = 0; p < values; p++) {
        float value = all.pixels().get(3 * p + channel);
        sum += value;
        squares += value * value;
      }
      assertThat(sum / values).isCloseTo(0, within(1e-4));
      assertThat(squares / values).isCloseTo(1, within(1e-3));
    }
  }

  @Test
  void anEpochShowsEveryImageOnceInAnOrderOfItsOwn() {
    BatchReader reader = reader(Augmentation.NONE, subset.count());
    assertThat(reader.batchesPerEpoch()).isEqualTo(1);
    List<Float> first = sortedStarts(reader.training(0));
    assertThat(sortedStarts(reader.training(1))).isEqualTo(first);
    assertThat(reader.training(1).pixels()).isNotEqualTo(reader.training(0).pixels());
    assertThat(reader(Augmentation.NONE, 10).batchesPerEpoch()).isEqualTo(subset.count() / 10);
  }

  @Test
  void aBatchIsAPureFunctionOfSeedAndStepInAnyOrderAndThread() throws Exception {
    Augmentation augmentation = new Augmentation(2, true, 4);
    BatchReader shared = reader(augmentation, 16);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<Batch>> batches = new ArrayList<>();
    for (int step = 39; step >= 0; step--) {
      int s = step;
      batches.add(0, threads.submit(() -> shared.training(s)));
    }
    for (int step = 0; step < 40; step++) {
      Batch fresh = reader(augmentation, 16).training(step);
      assertThat(batches.get(step).get()).isEqualTo(fresh);
    }
    threads.shutdown();
  }

  @Test
  void croppedAndFlippedPixelsComeFromTheImageOrThePadding() {
    BatchReader reader = reader(new Augmentation(3, true, 0), subset.count());
    BatchReader plain = reader(Augmentation.NONE, subset.count());
    boolean sawFlip = false;
    boolean sawShift = false;
    Batch batch = reader.training(0);
    Batch original = plain.training(0);
    for (int i = 0; i < batch.count(); i++) {
      String how = howMade(batch, original, i);
      sawFlip |= how.endsWith("flipped");
      sawShift |= !how.startsWith("0,0");
    }
    assertThat(sawFlip).isTrue();
    assertThat(sawShift).isTrue();
  }

  /** Tries every crop and flip; exactly this augmented image must come out of one of them. */
  private String howMade(Batch batch, Batch original, int image) {
    for (int down = -3; down <= 3; down++) {
      for (int right = -3; right <= 3; right++) {
        for (boolean flip : new boolean[] {false, true}) {
          if (matches(batch, original, image, down, right, flip)) {
            return down + "," + right + (flip ? " flipped" : "");
          }
        }
      }
    }
    throw new AssertionError("image " + image + " is no crop of its original");
  }

  private boolean matches(
      Batch batch, Batch original, int image, int down, int right, boolean flip) {
    for (int row = 0; row < 8; row++) {
      for (int column = 0; column < 8; column++) {
        int sourceRow = row + down;
        int sourceColumn = (flip ? 7 - column : column) + right;
        boolean inside = sourceRow >= 0 && sourceRow < 8 && sourceColumn >= 0 && sourceColumn < 8;
        for (int c = 0; c < 3; c++) {
          int at = ((image * 8 + row) * 8 + column) * 3 + c;
          int from = ((image * 8 + sourceRow) * 8 + sourceColumn) * 3 + c;
          float expected = inside ? original.pixels().get(from) : 0f;
          if (batch.pixels().get(at) != expected) {
            return false;
          }
        }
      }
    }
    return true;
  }

  @Test
  void cutoutBlanksOneSquareOfAtMostItsSide() {
    Batch cut = reader(new Augmentation(0, false, 4), subset.count()).training(0);
    Batch whole = reader(Augmentation.NONE, subset.count()).training(0);
    for (int i = 0; i < cut.count(); i++) {
      int top = 8;
      int bottom = -1;
      int left = 8;
      int right = -1;
      int blanked = 0;
      for (int p = 0; p < 64; p++) {
        int at = (i * 64 + p) * 3;
        if (cut.pixels().get(at) == 0f) {
          blanked++;
          top = Math.min(top, p / 8);
          bottom = Math.max(bottom, p / 8);
          left = Math.min(left, p % 8);
          right = Math.max(right, p % 8);
        } else {
          assertThat(cut.pixels().get(at)).isEqualTo(whole.pixels().get(at));
        }
      }
      assertThat(blanked).isBetween(4, 16).isEqualTo((bottom - top + 1) * (right - left + 1));
    }
  }

  private float expected(int index, int p) {
    int channel = p % 3;
    int value = images.image(index)[p] & 0xff;
    return (value / 255f - normalisation.mean().get(channel))
        / normalisation.deviation().get(channel);
  }

  private List<Float> sortedStarts(Batch batch) {
    List<Float> starts = new ArrayList<>();
    for (int i = 0; i < batch.count(); i++) {
      starts.add(batch.pixels().get(i * images.imageBytes()));
    }
    return starts.stream().sorted().toList();
  }
}

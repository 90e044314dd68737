package io.espalier.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.augment.AugmentPolicies;
import io.espalier.data.augment.CutMix;
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

  /** Whether a pixel of two batches' images is the same. */
  private static boolean same(Batch one, int i, Batch other, int j, int pixel) {
    for (int c = 0; c < 3; c++) {
      if (one.pixels().get((i * 64 + pixel) * 3 + c)
          != other.pixels().get((j * 64 + pixel) * 3 + c)) {
        return false;
      }
    }
    return true;
  }

  /** The pixels that another image covers, which must be a rectangle of that image. */
  private int covered(Batch mixed, Batch own, int i, Batch all, int label) {
    int top = 8;
    int bottom = 0;
    int left = 8;
    int right = 0;
    for (int pixel = 0; pixel < 64; pixel++) {
      if (!same(mixed, i, own, i, pixel)) {
        top = Math.min(top, pixel / 8);
        bottom = Math.max(bottom, pixel / 8 + 1);
        left = Math.min(left, pixel % 8);
        right = Math.max(right, pixel % 8 + 1);
      }
    }
    for (int j = 0; j < all.count(); j++) {
      boolean fits = all.labels().get(j) == label;
      for (int row = top; row < bottom; row++) {
        for (int column = left; column < right; column++) {
          fits &= same(mixed, i, all, j, row * 8 + column);
        }
      }
      if (fits) {
        return Math.max(0, bottom - top) * Math.max(0, right - left);
      }
    }
    throw new AssertionError("image " + i + " is covered by none");
  }

  @Test
  void aCoveredImageShowsARectangleOfAnotherOneAndSharesItsLabelByArea() {
    Augmentation mixing = Augmentation.NONE.with(AugmentPolicies.NONE, new CutMix(0.8, 1));
    Batch all = reader(Augmentation.NONE, subset.count()).sequential(0);
    Batch own = reader(Augmentation.NONE, subset.count()).training(1);
    Batch mixed = reader(mixing, subset.count()).training(1);
    assertThat(mixed.labels()).isEqualTo(own.labels());
    assertThat(own.covers()).isEmpty();
    boolean[] isCovered = new boolean[mixed.count()];
    int smaller = 0;
    for (Batch.Cover cover : mixed.covers()) {
      isCovered[cover.image()] = true;
      int area = covered(mixed, own, cover.image(), all, cover.label());
      // An image may be its own partner, which nobody sees.
      smaller += area == 64 * cover.share() ? 0 : 1;
    }
    assertThat(smaller).isLessThan(4);
    assertThat(mixed.covers().size()).isBetween(mixed.count() / 2, mixed.count());
    for (int i = 0; i < mixed.count(); i++) {
      for (int pixel = 0; pixel < 64 && !isCovered[i]; pixel++) {
        assertThat(same(mixed, i, own, i, pixel)).isTrue();
      }
    }
  }

  @Test
  void mixingIsAPureFunctionOfSeedAndStepAndLeavesTheRestAlone() {
    Augmentation changes = new Augmentation(2, true, 4);
    Augmentation mixing = changes.with(AugmentPolicies.ALL.named("cifar10"), new CutMix(0.5, 2));
    Batch once = reader(mixing, 16).training(7);
    assertThat(reader(mixing, 16).training(7)).isEqualTo(once);
    assertThat(reader(mixing, 16).training(8).covers()).isNotEqualTo(once.covers());
    assertThat(reader(mixing, 16).sequential(0).covers()).isEmpty();
    Augmentation policy = mixing.with(mixing.policy(), CutMix.NONE);
    Batch plain = reader(policy, 16).training(7);
    for (int i = 0; i < 16; i++) {
      int image = i;
      boolean covered = once.covers().stream().anyMatch(cover -> cover.image() == image);
      boolean equal = true;
      for (int pixel = 0; pixel < 64; pixel++) {
        equal &= same(once, i, plain, i, pixel);
      }
      assertThat(equal || covered).isTrue();
    }
  }
}

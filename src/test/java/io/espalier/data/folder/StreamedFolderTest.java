package io.espalier.data.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.data.Augmentation;
import io.espalier.data.Batch;
import io.espalier.data.BatchReader;
import io.espalier.data.DataOptions;
import io.espalier.data.FolderOptions;
import io.espalier.data.ImageSet;
import io.espalier.data.ImageSource;
import io.espalier.data.ImageSubset;
import io.espalier.data.Normalisation;
import io.espalier.data.PictureForm;
import io.espalier.data.catalogue.ImageSources;
import io.espalier.error.InputError;
import io.espalier.progress.Progress;
import io.espalier.random.Seed;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamedFolderTest {

  private static final Augmentation ALL = new Augmentation(2, true, 4, 1, 9).with(0.2, 0.4);
  private static final Normalisation PLAIN =
      new Normalisation(List.of(0.5f, 0.5f, 0.5f), List.of(0.25f, 0.25f, 0.25f));

  @TempDir Path temporary;
  private Path root;
  private final List<String> said = new ArrayList<>();
  private final List<String> begun = new ArrayList<>();

  @BeforeEach
  void makePictures() throws IOException {
    root = Files.createDirectory(temporary.resolve("images"));
    for (int n = 0; n < 20; n++) {
      noise("cat/%02d.jpg".formatted(n), 20 + n, 30 - n / 2, BufferedImage.TYPE_INT_RGB, n);
      noise("dog, \"big\"/%02d.png".formatted(n), 24, 24, BufferedImage.TYPE_INT_RGB, 100 + n);
    }
    noise("cat/grey.png", 30, 20, BufferedImage.TYPE_BYTE_GRAY, 7);
  }

  private void noise(String name, int width, int height, int type, int seed) throws IOException {
    BufferedImage image = new BufferedImage(width, height, type);
    Random random = new Random(seed);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, random.nextInt(1 << 24) | 0xff000000);
      }
    }
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
  }

  private ImageSource open(int memoryMb, double brokenShare) {
    return open(root, memoryMb, brokenShare);
  }

  private ImageSource open(Path folder, int memoryMb, double brokenShare) {
    FolderOptions folders = new FolderOptions(memoryMb, brokenShare, temporary.resolve("cache"));
    return ImageSources.open(
        "folder:" + folder, DataOptions.DEFAULT.withSize(16).withFolders(folders), progress());
  }

  private ImageSource streamed() {
    return open(0, 0);
  }

  private static BatchReader reader(ImageSet images) {
    return new BatchReader(ImageSubset.all(images), PLAIN, ALL, 8, new Seed(3));
  }

  @Test
  void streamedImagesAreThoseInMemory() {
    ImageSource loaded = open(1, 0);
    ImageSource streamed = streamed();
    assertThat(streamed.classes()).isEqualTo(loaded.classes());
    assertSame(streamed.training(), loaded.training());
    assertSame(streamed.test(), loaded.test());
    assertThat(streamed.checkTest()).isEqualTo(loaded.checkTest());
    assertThat(begun).anyMatch(line -> line.startsWith("list "));
    // They are the same pictures, but known by their files rather than by their pixels.
    assertThat(streamed.fingerprint()).isNotEqualTo(loaded.fingerprint());
  }

  private static void assertSame(ImageSet streamed, ImageSet loaded) {
    assertThat(streamed.pixels().readers()).isPresent();
    assertThat(loaded.pixels().readers()).isEmpty();
    assertThat(streamed.labels()).isEqualTo(loaded.labels());
    BatchReader one = reader(streamed);
    BatchReader other = reader(loaded);
    for (int b = 0; b < one.sequentialCount(); b++) {
      assertThat(one.sequential(b)).isEqualTo(other.sequential(b));
    }
  }

  /** Whatever was read before, ahead or kept in memory: a step's batch is the same. */
  @Test
  void aBatchDependsOnSeedAndStepOnly() {
    BatchReader all = reader(streamed().training());
    List<Batch> batches = new ArrayList<>();
    for (int step = 0; step < 12; step++) {
      batches.add(all.training(step));
    }
    begun.clear();
    ImageSet again = streamed().training();
    assertThat(begun).isEmpty();
    for (int step : new int[] {11, 3, 4, 7, 0}) {
      assertThat(reader(again).training(step)).isEqualTo(batches.get(step));
    }
    FolderPart part =
        FolderPart.of(root, options(1000), DecodingThreads.lasting(), Progress.SILENT);
    int[] places = {0, 1, 2, 21, 30, 35, 4, 5, 6};
    PictureForm form = new PictureForm(3, 16, 16);
    BatchReader kept = reader(part.streamed(places, form, true, true));
    BatchReader fresh = reader(part.streamed(places, form, true, false));
    for (int step = 0; step < 6; step++) {
      Batch batch = kept.training(step);
      assertThat(batch).isEqualTo(fresh.training(step));
      kept.release(batch);
    }
    assertThat(batches.get(0)).isNotEqualTo(batches.get(5));
  }

  private FolderOptions options(int memoryMb) {
    return new FolderOptions(memoryMb, 0, temporary.resolve("cache"));
  }

  @Test
  void stepsMayHaveImagesOfOtherSizes() {
    for (ImageSource source : List.of(streamed(), open(1, 0))) {
      BatchReader reader = reader(source.training());
      Batch small = reader.training(3, 8, 12);
      assertThat(small.height()).isEqualTo(8);
      assertThat(small.width()).isEqualTo(12);
      assertThat(small.pixels().capacity()).isEqualTo(8 * 8 * 12 * 3);
      assertThat(small.labels()).isEqualTo(reader.training(3).labels());
      assertThat(reader.training(3, 8, 12)).isEqualTo(small);
      assertThat(reader.training(4, 16, 16)).isEqualTo(reader.training(4));
    }
  }

  @Test
  void aChangedFolderIsListedAnewAndAChangedPictureIsRefused() throws IOException {
    ImageSource first = streamed();
    int count = first.training().count() + first.test().count();
    String known = first.fingerprint();
    assertThat(streamed().fingerprint()).isEqualTo(known);

    Path picture = root.resolve("cat/03.jpg");
    byte[] before = Files.readAllBytes(picture);
    Files.write(picture, Files.readAllBytes(root.resolve("cat/04.jpg")));
    ImageSet changed = streamed().training();
    assertThatThrownBy(() -> readAll(changed))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("cat/03.jpg was changed after it was listed in");
    Files.write(picture, before);
    readAll(streamed().training());

    noise("cat/new.jpg", 20, 20, BufferedImage.TYPE_INT_RGB, 55);
    ImageSource grown = streamed();
    assertThat(grown.training().count() + grown.test().count()).isEqualTo(count + 1);
    assertThat(grown.fingerprint()).isNotEqualTo(known);
  }

  private static void readAll(ImageSet images) {
    for (int i = 0; i < images.count(); i++) {
      images.image(i);
    }
  }

  @Test
  void aDamagedListIsMadeAnew() throws IOException {
    String known = streamed().fingerprint();
    Path list;
    try (Stream<Path> files = Files.walk(temporary.resolve("cache"))) {
      list = files.filter(file -> file.endsWith("pictures.csv")).findFirst().orElseThrow();
    }
    Files.writeString(list, Files.readString(list).replace("cat/03.jpg", "cat/05.jpg"));
    begun.clear();
    assertThat(streamed().fingerprint()).isEqualTo(known);
    assertThat(said).anyMatch(line -> line.contains("is listed anew"));
    assertThat(begun).anyMatch(line -> line.startsWith("list "));
  }

  @Test
  void aMovedFolderHasTheSameData() throws IOException {
    String known = streamed().fingerprint();
    Path moved = Files.move(root, temporary.resolve("moved"));
    assertThat(open(moved, 0, 0).fingerprint()).isEqualTo(known);
  }

  @Test
  void fewBrokenPicturesAreNamedAndLeftOutAndManyAreRefused() throws IOException {
    int whole = open(1, 0).training().count();
    Files.writeString(root.resolve("cat/02.jpg"), "no picture");
    byte[] picture = Files.readAllBytes(root.resolve("dog, \"big\"/08.png"));
    Files.write(root.resolve("dog, \"big\"/08.png"), Arrays.copyOf(picture, 200));
    for (int memory : new int[] {0, 1}) {
      assertThatThrownBy(() -> open(memory, 0.01).training())
          .isInstanceOf(InputError.class)
          .hasMessageContaining("2 of " + whole + " images")
          .hasMessageContaining("02.jpg is neither JPEG nor PNG")
          .hasMessageContaining("at most 1 % may be left out");
      said.clear();
      ImageSet good = open(memory, 0.1).training();
      assertThat(good.count()).isEqualTo(whole - 2);
      readAll(good);
      assertThat(said).hasSize(1);
      assertThat(said.get(0)).contains("2 of " + whole + " images", "are left out");
      String report = said.get(0).replaceAll(".*left out; (.*) names them", "$1");
      assertThat(Files.readString(Path.of(report)))
          .contains("cat/02.jpg,is neither JPEG nor PNG", "08.png");
    }
    assertSame(open(0, 0.1).training(), open(1, 0.1).training());
  }

  @Test
  void imageNetsLayoutHasAListOfTheValidationPictures() throws IOException {
    Path home = Files.createDirectory(temporary.resolve("imagenet"));
    Files.move(root, home.resolve("train"));
    root = home;
    noise("val/a 1.JPEG", 20, 20, BufferedImage.TYPE_INT_RGB, 1);
    noise("val/b.JPEG", 20, 20, BufferedImage.TYPE_INT_RGB, 2);
    noise("val/c.JPEG", 20, 20, BufferedImage.TYPE_INT_RGB, 3);
    Path list = root.resolve("val.txt");
    Files.writeString(list, "c.JPEG cat\na 1.JPEG\tdog, \"big\"\nb.JPEG dog, \"big\"\n");
    for (int memory : new int[] {0, 1, 0}) {
      ImageSource source = open(memory, 0);
      assertThat(source.use()).contains("val/ is the test");
      ImageSet test = source.test();
      assertThat(test.labels().array()).containsExactly(1, 1, 0);
      assertThat(source.checkTest()).isEqualTo("3 images");
    }
    Files.writeString(list, "c.JPEG cat\na 1.JPEG\tdog, \"big\"\nb.JPEG cat\n");
    assertThat(streamed().test().labels().array()).containsExactly(1, 0, 0);

    assertListRefused("c.JPEG cat\nb.JPEG dog, \"big\"\n", "does not name the picture a 1.JPEG");
    assertListRefused("c.JPEG cat\nb.JPEG\n", "line 2", "is 'b.JPEG'");
    assertListRefused("c.JPEG cat\nc.JPEG cat\n", "line 2", "a second time");
    assertListRefused(
        "c.JPEG cat\na 1.JPEG\tcat\nb.JPEG cat\nd.JPEG cat\n", "1 pictures", "d.JPEG");
    assertListRefused("c.JPEG cat\na 1.JPEG\tcta\nb.JPEG cat\n", "'cta'", "did you mean 'cat'");
  }

  private void assertListRefused(String list, String... parts) throws IOException {
    Files.writeString(root.resolve("val.txt"), list);
    assertThatThrownBy(this::streamed).isInstanceOf(InputError.class).message().contains(parts);
  }

  @Test
  void picturesOfOtherSizesAreRefusedIfNoneIsAskedFor() {
    FolderOptions all = new FolderOptions(0, 1, temporary.resolve("cache"));
    assertThatThrownBy(
            () ->
                ImageSources.open(
                        "folder:" + root, DataOptions.DEFAULT.withFolders(all), progress())
                    .training())
        .isInstanceOf(InputError.class)
        .hasMessageContaining("have all resized to one image size");
  }

  private Progress progress() {
    return new Progress() {
      @Override
      public Task begin(String what, String unit, long total, long done) {
        begun.add(what);
        return SILENT.begin(what, unit, total, done);
      }

      @Override
      public void say(String message) {
        said.add(message);
      }

      @Override
      public boolean stopRequested() {
        return false;
      }
    };
  }
}

package io.espalier.data.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.DataOptions;
import io.espalier.data.ImageSet;
import io.espalier.data.ImageSource;
import io.espalier.data.Split;
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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {

  @TempDir Path temporary;
  private Path root;
  private final List<String> said = new ArrayList<>();

  @BeforeEach
  void makeTwoClasses() throws IOException {
    root = Files.createDirectory(temporary.resolve("images"));
    for (int i = 0; i < 12; i++) {
      write("cat/%02d.png".formatted(i), 8, 8, 0x102030 + i);
      write("dog/%02d.png".formatted(i), 8, 8, 0xf0e0d0 + i);
    }
  }

  @Test
  void pixelsAndLabelsAreThoseOfTheFiles() {
    ImageSet images = training(DataOptions.DEFAULT);
    assertThat(images.channels()).isEqualTo(3);
    assertThat(images.count()).isEqualTo(20);
    for (int i = 0; i < images.count(); i++) {
      boolean dog = images.labels().get(i) == 1;
      byte[] image = images.image(i);
      assertThat(image[0] & 0xff).isEqualTo(dog ? 0xf0 : 0x10);
      assertThat(image[1] & 0xff).isEqualTo(dog ? 0xe0 : 0x20);
    }
  }

  @Test
  void aPlainFolderIsDividedTheSameWayForEveryRunAndSharesNoImage() {
    ImageSource source = open(DataOptions.DEFAULT);
    assertThat(source.test().count()).isEqualTo(4);
    Set<Integer> blues = new HashSet<>();
    for (ImageSet part : List.of(source.training(), source.test())) {
      for (int i = 0; i < part.count(); i++) {
        blues.add(part.image(i)[2] & 0xff);
      }
    }
    assertThat(blues).hasSize(24);
    assertThat(open(DataOptions.DEFAULT).fingerprint()).isEqualTo(source.fingerprint());
  }

  /** The images made so far become the part {@code name}. */
  private Path divide(String name) throws IOException {
    Path parent = Files.createDirectory(temporary.resolve("divided"));
    Files.move(root, parent.resolve(name));
    root = parent;
    return parent;
  }

  private ImageSource openDivided() {
    return ImageSources.open("folder:" + root, DataOptions.DEFAULT, said());
  }

  @Test
  void trainAndTestSubFoldersAreTheParts() throws IOException {
    divide("train");
    write("test/dog/a.jpg", 8, 8, 0x808080);
    assertRefused(this::openDivided, "no class folders", "one class folder");

    write("test/cat/b.jpg", 8, 8, 0x808080);
    ImageSource source = openDivided();
    assertThat(source.training().count()).isEqualTo(24);
    assertThat(source.validation()).isEmpty();
    ImageSet test = source.test();
    assertThat(test.count()).isEqualTo(2);
    assertThat(test.labels().get(1)).isEqualTo(1);
    assertThat(source.checkTest()).isEqualTo("2 images");
    assertThat(source.use())
        .isEqualTo(
            "train/ is learned from, a share of it compares architectures, test/ is the test");

    write("test/catt/c.jpg", 8, 8, 0);
    assertThatThrownBy(this::openDivided)
        .isInstanceOf(InputError.class)
        .hasMessageContaining("'catt'")
        .hasMessageContaining("did you mean 'cat'?");
  }

  @Test
  void namesOfPartsMayBeWrittenInOtherWays() throws IOException {
    divide("Training");
    write("TEST/dog/a.png", 8, 8, 0x808080);
    write("TEST/cat/a.png", 8, 8, 0x808080);
    assertThat(openDivided().test().count()).isEqualTo(2);
    write("testing/cat/a.png", 8, 8, 0x808080);
    assertRefused(this::openDivided, "both TEST and testing", "both");
  }

  @Test
  void aValidationPartComparesArchitecturesIfThereIsATest() throws IOException {
    divide("train");
    write("val/dog/a.png", 8, 8, 0x808080);
    write("val/cat/a.png", 8, 8, 0x808081);
    write("val/cat/b.png", 8, 8, 0x808081);
    write("unlabelled/x/b.png", 8, 8, 0x808081);

    ImageSource two = openDivided();
    assertThat(two.validation()).isEmpty();
    assertThat(two.test().count()).isEqualTo(3);
    assertThat(two.use()).contains("val/ is the test").contains("not used: unlabelled");
    two.training();
    assertThat(said).anyMatch(line -> line.contains("val/ is the test"));

    write("test/dog/a.png", 8, 8, 0x808080);
    write("test/cat/a.png", 8, 8, 0x808080);
    ImageSource three = openDivided();
    assertThat(three.validation().orElseThrow().count()).isEqualTo(3);
    assertThat(three.test().count()).isEqualTo(2);
    assertThat(three.use()).contains("val/ compares architectures, test/ is the test");
    assertThat(three.fingerprint()).isNotEqualTo(two.fingerprint());

    Split split = Split.given(three.training(), three.validation().orElseThrow(), SEED);
    assertThat(split.training().count()).isEqualTo(24);
    assertThat(split.validation().count()).isEqualTo(3);
    assertThat(split.validation().images()).isNotSameAs(split.training().images());
  }

  @Test
  void aClassMayBeCalledTrain() throws IOException {
    write("train/engine.png", 8, 8, 0x808080);
    write("train/wagon.png", 8, 8, 0x808080);
    assertThat(open(DataOptions.DEFAULT).classes()).containsExactly("cat", "dog", "train");
  }

  @Test
  void aPartAloneIsRefused() throws IOException {
    divide("train");
    assertRefused(this::openDivided, "has only the part train/", "train/");
    Files.move(root.resolve("train"), root.resolve("test"));
    assertRefused(this::openDivided, "has only the part test/", "test/");
  }

  @Test
  void theTestPartIsNotReadUntilItIsAskedForOrChecked() throws IOException {
    divide("train");
    write("test/dog/a.png", 8, 8, 0x808080);
    Files.createDirectories(root.resolve("test/cat"));
    Files.writeString(root.resolve("test/cat/broken.jpg"), "no image");
    ImageSource source = openDivided();
    assertThat(source.training().count()).isEqualTo(24);
    assertRefused(source::checkTest, "cat/broken.jpg is neither JPEG nor PNG", "broken.jpg");
    assertRefused(source::test, "cat/broken.jpg is neither JPEG nor PNG", "broken.jpg");
  }

  @Test
  void aClassThatTheTestLacksIsNamed() throws IOException {
    for (int i = 0; i < 2; i++) {
      write("emu/%d.png".formatted(i), 8, 8, 0x808080);
    }
    divide("train");
    write("test/dog/a.png", 8, 8, 0x808080);
    write("test/cat/a.png", 8, 8, 0x808080);
    assertThat(openDivided().checkTest()).isEqualTo("2 images, but none of emu");
  }

  @Test
  void theShareOfAPlainFolderThatIsTheTestIsCheckedAsWell() throws IOException {
    for (int i = 0; i < 12; i++) {
      Files.writeString(root.resolve("cat/%02d.png".formatted(i)), "no image");
    }
    ImageSource source = open(new DataOptions(Optional.empty(), 0, 6, 0.5, SEED));
    assertRefused(source::checkTest, "is neither JPEG nor PNG", "neither");
  }

  @Test
  void namesOfClassesMayBeAnythingButLines() throws IOException {
    List<String> odd = List.of("a, b", "\"quoted\" 'name'", "<b>&amp;", " space ", "#:{x}%d\\n");
    for (String name : odd) {
      write(name + "/1.png", 8, 8, 0x808080);
      write(name + "/2.png", 8, 8, 0x808080);
    }
    assertThat(open(DataOptions.DEFAULT).classes()).containsAll(odd);
    for (String lines : List.of("two\nlines", "two\u2028lines", "two\rlines", "bell\u0007")) {
      Path folder = Files.createDirectory(root.resolve(lines));
      assertRefused(
          () -> open(DataOptions.DEFAULT),
          "'" + lines.replaceAll("[\\p{Cc}\\u2028]", "?") + "'",
          "a line break");
      Files.delete(folder);
    }
  }

  @Test
  void brokenAndOddSizedImagesAreNamed() throws IOException {
    byte[] whole = Files.readAllBytes(root.resolve("cat/03.png"));
    Files.write(root.resolve("cat/03.png"), Arrays.copyOf(whole, whole.length / 2));
    Files.writeString(root.resolve("dog/05.png"), "this is text");
    write("dog/07.png", 8, 9, 0);
    DataOptions nearlyAll = new DataOptions(Optional.empty(), 0, 0, 0.01, SEED);
    ImageSource source = open(nearlyAll);
    assertThatThrownBy(
            () -> {
              source.training();
              source.test();
            })
        .isInstanceOf(InputError.class)
        .hasMessageContaining("cat/03.png is broken")
        .hasMessageContaining("dog/05.png is neither JPEG nor PNG")
        .hasMessageContaining("dog/07.png has 8x9 pixels (width x height)")
        .hasMessageContaining("of 8x8 pixels");
  }

  @Test
  void otherSizesAreBroughtToTheOneAskedFor() throws IOException {
    write("dog/20.png", 31, 17, 0xf0e0d0);
    ImageSet images = training(DataOptions.DEFAULT.withSize(6));
    assertThat(images.height()).isEqualTo(6);
    for (int i = 0; i < images.count(); i++) {
      int red = images.image(i)[0] & 0xff;
      assertThat(red).isEqualTo(images.labels().get(i) == 1 ? 0xf0 : 0x10);
    }
  }

  @Test
  void greyImagesKeepTheirLevelsAndOneChannelUnlessOneIsInColour() throws IOException {
    Path grey = temporary.resolve("grey");
    root = grey;
    for (int i = 0; i < 6; i++) {
      writeGrey("a/%d.png".formatted(i), 40);
      writeGrey("b/%d.jpg".formatted(i), 200);
    }
    ImageSet images = training(DataOptions.DEFAULT);
    assertThat(images.channels()).isEqualTo(1);
    for (int i = 0; i < images.count(); i++) {
      int level = images.image(i)[0] & 0xff;
      assertThat((double) level).isCloseTo(images.labels().get(i) == 1 ? 200 : 40, within(2.0));
    }
    write("b/x.png", 8, 8, 0xff0000);
    write("b/y.png", 8, 8, 0xff0000);
    assertThat(training(DataOptions.DEFAULT).channels()).isEqualTo(3);
  }

  @Test
  void otherFilesAreCountedAndLinksAreFollowed() throws IOException {
    Files.writeString(root.resolve("cat/notes.txt"), "no image");
    Files.writeString(root.resolve("README"), "no image");
    Path outside = Files.createDirectory(temporary.resolve("outside"));
    Files.copy(root.resolve("cat/00.png"), outside.resolve("elsewhere.png"));
    Files.copy(root.resolve("cat/00.png"), outside.resolve("also.png"));
    Files.createSymbolicLink(root.resolve("cat/link.png"), outside.resolve("elsewhere.png"));
    Files.createSymbolicLink(root.resolve("zebra"), outside);
    Files.createSymbolicLink(root.resolve("dog/twin.png"), root.resolve("dog/00.png"));
    Files.createSymbolicLink(root.resolve("dog/dead.png"), outside.resolve("gone.png"));
    Files.createSymbolicLink(root.resolve("loop"), root.resolve("loop"));

    ImageSource source = open(DataOptions.DEFAULT);
    assertThat(source.classes()).containsExactly("cat", "dog", "zebra");
    assertThat(source.training().count() + source.test().count()).isEqualTo(28);
    assertThat(said)
        .anyMatch(line -> line.contains("ignored 2 files"))
        .anyMatch(line -> line.contains("ignored 2 links that lead nowhere"));

    Path dead = Files.createDirectory(root.resolve("dead"));
    Files.createSymbolicLink(dead.resolve("1.png"), outside.resolve("gone.png"));
    assertRefused(
        () -> open(DataOptions.DEFAULT),
        "dead has no JPEG or PNG images (it holds links that lead nowhere (1))",
        "nowhere");
  }

  @Test
  void whatAClassFolderHoldsInsteadIsSaid() throws IOException {
    Path moth = Files.createDirectory(root.resolve("moth"));
    Files.writeString(moth.resolve("a.webp"), "RIFF");
    Files.writeString(moth.resolve("b.WEBP"), "RIFF");
    Files.writeString(moth.resolve("c.gif"), "GIF89a");
    Files.createDirectory(moth.resolve("night"));
    assertThatThrownBy(() -> open(DataOptions.DEFAULT))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("moth has no JPEG or PNG images")
        .hasMessageContaining(".gif (1), .webp (2), folders (1)")
        .hasMessageContaining("convert");
  }

  @Test
  void sizesAreToldAsWidthAndHeightAndASizeIsAskedForOnlyIfNoneWasGiven() throws IOException {
    write("cat/wide.png", 12, 5, 0);
    assertThatThrownBy(() -> training(DataOptions.DEFAULT))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("wide.png has 12x5 pixels (width x height)")
        .hasMessageContaining("resized to one image size");
    Files.writeString(root.resolve("cat/broken.png"), "no picture");
    assertThatThrownBy(() -> training(DataOptions.DEFAULT.withSize(8)))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("broken.png")
        .hasMessageContaining("repair or remove these")
        .message()
        .doesNotContain("size");
  }

  @Test
  void foldersThatCannotServeAreRefused() throws IOException {
    assertRefused(
        () -> ImageSources.open("folder:" + temporary, DataOptions.DEFAULT, said()),
        "no JPEG or PNG",
        "one class folder");
    assertRefused(
        () -> ImageSources.open("folder:/no/such", DataOptions.DEFAULT, said()),
        "/no/such is not there",
        "not there");
    assertRefused(
        () -> ImageSources.open("folder:", DataOptions.DEFAULT, said()),
        "names no folder",
        "folder:PATH");
    Files.createDirectory(root.resolve("empty"));
    assertRefused(() -> open(DataOptions.DEFAULT), "empty has no JPEG or PNG", "empty");
    Files.delete(root.resolve("empty"));
    Files.createDirectory(root.resolve("train"));
    assertRefused(() -> open(DataOptions.DEFAULT), "train has no JPEG or PNG", "train");
  }

  @Test
  void aLimitKeepsTheFirstOfEachClass() {
    ImageSet images = training(DataOptions.DEFAULT.withTrainingLimit(6));
    assertThat(images.labels().rewind().array()).containsExactly(0, 0, 0, 1, 1, 1);
  }

  private static final Seed SEED = new Seed(0);

  private static void assertRefused(ThrowingCallable call, String either, String or) {
    assertThatThrownBy(call)
        .isInstanceOf(InputError.class)
        .satisfies(e -> assertThat(e.getMessage()).containsAnyOf(either, or));
  }

  private ImageSource open(DataOptions options) {
    return ImageSources.open("folder:" + root, options, said());
  }

  private ImageSet training(DataOptions options) {
    return open(options).training();
  }

  /** Keeps what is said. */
  private Progress said() {
    return new Progress() {
      @Override
      public Task begin(String what, String unit, long total, long done) {
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

  private void write(String name, int width, int height, int rgb) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, rgb);
      }
    }
    save(name, image);
  }

  private void writeGrey(String name, int level) throws IOException {
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
    for (int p = 0; p < 64; p++) {
      image.getRaster().setSample(p % 8, p / 8, 0, level);
    }
    save(name, image);
  }

  private void save(String name, BufferedImage image) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
  }
}

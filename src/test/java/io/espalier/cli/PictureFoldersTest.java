package io.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.random.Seed;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of pictures as people have them, by the command line. */
class PictureFoldersTest {

  private static final List<Color> CLASSES = List.of(Color.RED, Color.GREEN, Color.BLUE);

  @TempDir Path folder;
  private Path images;
  private Path config;

  @BeforeEach
  void makeFolders() throws IOException {
    images = folder.resolve("images");
    for (String part : List.of("train", "test")) {
      RandomGenerator random = new Seed(2).derive(part).generator();
      for (int c = 0; c < CLASSES.size(); c++) {
        Path classFolder = Files.createDirectories(images.resolve(part).resolve("class " + c));
        for (int i = 0; i < (part.equals("train") ? 24 : 6); i++) {
          boolean wide = random.nextBoolean();
          BufferedImage picture = picture(wide ? 96 : 33, wide ? 32 : 100, CLASSES.get(c), random);
          String type = random.nextBoolean() ? "png" : "jpg";
          ImageIO.write(picture, type, classFolder.resolve(i + "." + type).toFile());
        }
      }
    }
    config = folder.resolve("tiny.yaml");
    Files.writeString(
        config,
        """
        threads: 1
        space: {name: nasbench201}
        data: {source: "folder:%s", image_size: 16, crop_padding: 0}
        supernet: {channels: 4}
        train: {epochs: 6, batch_size: 12, warmup_epochs: 0}
        search: {recalibration_images: 30, validation_images: 10}
        """
            .formatted(images));
  }

  /** A square of the class's colour in the middle, another colour around it. */
  private static BufferedImage picture(
      int width, int height, Color colour, RandomGenerator random) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    int side = Math.min(width, height);
    Color around = CLASSES.get(random.nextInt(CLASSES.size()));
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean middle = Math.abs(2 * x - width) < side - 2 && Math.abs(2 * y - height) < side - 2;
        Color base = middle ? colour : around;
        image.setRGB(x, y, base.getRGB() ^ random.nextInt(64) * 0x010101);
      }
    }
    return image;
  }

  private Terminal run(int code, String... arguments) {
    Terminal terminal = Terminal.run(arguments);
    assertThat(terminal.code()).as(terminal.out() + terminal.err()).isEqualTo(code);
    return terminal;
  }

  @Test
  void validateTellsWhatIsUsedForWhatAndWhatIsWrongWithTheTest() throws IOException {
    assertThat(run(0, "validate", "-c", "" + config).out())
        .contains("train/ is learned from", "test/ is the test", "18 images");
    Path broken = images.resolve("test/class 1/0.png");
    Files.writeString(broken, "no picture");
    assertThat(run(2, "validate", "-c", "" + config).err())
        .contains("class 1/0.png is neither JPEG nor PNG");
    Files.delete(broken);
    Files.move(images.resolve("test/class 2"), images.resolve("test/klass 2"));
    assertThat(run(2, "validate", "-c", "" + config).err()).contains("'klass 2'", "class 2");
  }

  @Test
  void aTrainingDoesNotBeginWhereTheTestCannotBeRead() throws IOException {
    Files.writeString(images.resolve("test/class 1/0.png"), "no picture");
    Path run = folder.resolve("run");
    String[] training = {"train", "-c", "" + config, "-w", "" + run};
    assertThat(run(2, training).err()).contains("class 1/0.png is neither JPEG nor PNG");
    assertThat(run.resolve("checkpoints")).doesNotExist();
  }

  @Test
  @Tag("slow")
  void whatWasTrainedOnOddPicturesClassifiesThem() throws IOException {
    Path run = folder.resolve("run");
    run(0, "train", "-c", "" + config, "-w", "" + run);
    Terminal exported = run(0, "export", "-w", "" + run, "-a", "3-1-2-3-1-2", "-f", "csv");
    assertThat(exported.out()).contains("djl on pictures", "onnx on pictures");
    Path child = run.resolve("export/3-1-2-3-1-2");

    Path picture = folder.resolve("green.png");
    BufferedImage green = picture(96, 32, Color.GREEN, new Seed(1).generator());
    ImageIO.write(green, "png", picture.toFile());
    List<String> lines =
        run(0, "classify", "" + child, "" + picture, "--best", "2", "-f", "csv")
            .out()
            .lines()
            .toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).isEqualTo("picture,class,probability");
    assertThat(lines.get(1)).startsWith(picture + ",class 1,0.");

    // No size is given: the child says what it takes.
    String source = "data.source=folder:" + images;
    // A fifth of the 24 pictures of each class is not learned from.
    assertThat(run(0, "eval", "--child", "" + child, "--set", source).out()).contains(" 15\n");
    assertThat(run(2, "classify", "" + child, "" + config).err())
        .contains("tiny.yaml is neither JPEG nor PNG");
    assertThat(run(2, "classify", "" + child, "/no/such.png").err())
        .contains("there is no picture /no/such.png");
  }
}

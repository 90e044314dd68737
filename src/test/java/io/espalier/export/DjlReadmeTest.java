package io.espalier.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the program of the DJL folder's README in a Java that does not know Espalier. */
@Tag("slow")
class DjlReadmeTest {

  @TempDir Path folder;

  @Test
  void theProgramOfTheReadmeNamesTheClassThatTheChildNames() throws Exception {
    Path picture = folder.resolve("picture.png");
    ImageIO.write(picture(), "png", picture.toFile());
    String expected;
    try (Child child = Children.random(1)) {
      new DjlExporter().export(child, folder);
      float[] logits =
          child.network().logits(Pictures.batch(picture(), Children.NORMALISATION)).get(0);
      int best = logits[0] > logits[1] ? 0 : 1;
      expected = child.about().classes().get(logits[best] > logits[2] ? best : 2);
    }
    Path program = folder.resolve("Classify.java");
    Files.writeString(program, code(Files.readString(folder.resolve("djl/README.md"))));
    List<String> lines = run(program, folder.resolve("djl"), picture);
    assertThat(lines).last().asString().matches(expected + " 0\\.\\d+");
  }

  private static String code(String readme) {
    Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(readme);
    assertThat(block.find()).isTrue();
    return block.group(1);
  }

  private static BufferedImage picture() {
    BufferedImage image = new BufferedImage(10, 12, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 12; y++) {
      for (int x = 0; x < 10; x++) {
        image.setRGB(x, y, (x * 20) << 16 | (y * 20) << 8 | (x * y * 2));
      }
    }
    return image;
  }

  private static List<String> run(Path program, Path model, Path picture)
      throws IOException, InterruptedException {
    String libraries =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(path -> path.endsWith(".jar"))
            .collect(Collectors.joining(File.pathSeparator));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dai.djl.offline=true",
                "-cp",
                libraries,
                program.toString(),
                model.toString(),
                picture.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().toList();
  }
}

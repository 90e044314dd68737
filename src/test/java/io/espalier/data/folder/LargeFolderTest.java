package io.espalier.data.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 200,000 pictures of 224 x 224 pixels, in a process with 1.5 GB of heap. */
@Tag("slow")
class LargeFolderTest {

  private static final int PICTURES = 200_000;
  private static final int STARTS = 3;

  @TempDir Path folder;

  @Test
  void aSecondStartIsQuickAndThePipelineKeepsUpWithTheDecoder() throws Exception {
    Path images = folder.resolve("images");
    LargeFolder.make(images, PICTURES);
    measure(images);
    Map<String, Double> best = measure(images);
    for (int start = 0; start < STARTS; start++) {
      // Other work on the machine only ever makes it slower.
      measure(images)
          .forEach(
              (figure, value) ->
                  best.merge(
                      figure, value, figure.equals("first_batch_s") ? Math::min : Math::max));
    }
    System.out.println(best);
    assertThat(best.get("first_batch_s")).isLessThan(5);
    assertThat(best.get("pipeline_per_s")).isGreaterThan(0.85 * best.get("decoder_per_s"));
  }

  private Map<String, Double> measure(Path images) throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1500m",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                StreamingSpeed.class.getName(),
                images.toString(),
                folder.resolve("cache").toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(20, TimeUnit.MINUTES)).isTrue();
    List<String> lines = Files.readAllLines(output);
    assertThat(process.exitValue()).as("%s", lines).isZero();
    return lines.stream()
        .map(line -> line.split(" "))
        .filter(words -> words.length == 2)
        .collect(
            Collectors.toMap(
                words -> words[0], words -> Double.valueOf(words[1]), Double::max, TreeMap::new));
  }
}

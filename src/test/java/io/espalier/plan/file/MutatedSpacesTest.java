package io.espalier.plan.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.error.InputError;
import io.espalier.plan.zoo.WrittenSpace;
import io.espalier.random.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Files with mistakes: each is read or refused with a message that says where the mistake is. */
class MutatedSpacesTest {

  private static final List<String> FILES =
      List.of("macro", "convnet", "nasbench201", "nasnet", "ofa_mobilenetv3", "accel_nasbench");

  private static final List<String> VALUES =
      List.of(
          "0",
          "-1",
          "2147483648",
          "1e9",
          "0.5",
          "[]",
          "[1, 2]",
          "{}",
          "null",
          "true",
          "''",
          "in",
          "$x",
          "[3, 3]",
          "nan",
          "100",
          "skip",
          "out/0",
          "[[3]]",
          "{a: b}");

  @Test
  void twentyOfEach() {
    check(20, 1);
  }

  @Test
  @Tag("slow")
  void aThousand() {
    check(1_000 / FILES.size() + 1, 2);
  }

  private static void check(int mutants, long seed) {
    RandomGenerator random = new Seed(seed).generator();
    int refused = 0;
    for (String file : FILES) {
      for (int n = 0; n < mutants; n++) {
        String text = mutant(WrittenSpace.template(file), random);
        try {
          SpaceFile read = SpaceFile.parse(text, "mine.yaml");
          read.space().networks();
          read.blueprint(read.scale(), true).plan(read.space().sample(random));
        } catch (InputError e) {
          refused++;
          assertThat(e.getMessage()).as(text).containsPattern("mine\\.yaml|the space \\S+ ");
          assertThat(e.getMessage())
              .as(text)
              .containsPattern("line \\d|needs the key|stage|layer|stem|head|cell|channels");
        } catch (RuntimeException | StackOverflowError e) {
          throw new AssertionError("no clear error for:\n" + text, e);
        }
      }
    }
    assertThat(refused).isGreaterThan(mutants * FILES.size() / 3);
  }

  private static String mutant(String text, RandomGenerator random) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    int line = random.nextInt(lines.size());
    String old = lines.get(line);
    switch (random.nextInt(7)) {
      case 0 -> lines.remove(line);
      case 1 -> lines.add(line, old);
      case 2 -> lines.set(line, "  " + old);
      case 3 -> {
        int at = random.nextInt(old.length() + 1);
        lines.set(line, old.substring(0, at) + (char) random.nextInt(32, 127) + old.substring(at));
      }
      case 4 -> lines.set(line, old.replaceFirst("\\d+", any(random)));
      case 5 -> lines.set(line, old.replaceFirst(": .*", ": " + any(random)));
      default -> {
        int other = random.nextInt(lines.size());
        lines.set(line, lines.get(other));
        lines.set(other, old);
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static String any(RandomGenerator random) {
    return java.util.regex.Matcher.quoteReplacement(VALUES.get(random.nextInt(VALUES.size())));
  }
}

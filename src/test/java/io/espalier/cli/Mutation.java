package io.espalier.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.espalier.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What accidents and enemies do to a file; the same for the same seed. */
enum Mutation {
  /** One bit is another. */
  FLIP {
    @Override
    byte[] of(byte[] file, RandomGenerator random) {
      byte[] changed = file.clone();
      changed[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
      return changed;
    }
  },
  /** A byte that UTF-8 has not. */
  FOREIGN_BYTE {
    @Override
    byte[] of(byte[] file, RandomGenerator random) {
      byte[] changed = file.clone();
      changed[random.nextInt(file.length)] = (byte) 0xFF;
      return changed;
    }
  },
  /** Some bytes are too many. */
  INSERT {
    @Override
    byte[] of(byte[] file, RandomGenerator random) {
      byte[] more = new byte[1 + random.nextInt(8)];
      random.nextBytes(more);
      int at = random.nextInt(file.length + 1);
      return join(Arrays.copyOf(file, at), more, Arrays.copyOfRange(file, at, file.length));
    }
  },
  /** Some bytes are missing. */
  DELETE {
    @Override
    byte[] of(byte[] file, RandomGenerator random) {
      int at = random.nextInt(file.length);
      int end = Math.min(file.length, at + 1 + random.nextInt(64));
      return join(Arrays.copyOf(file, at), Arrays.copyOfRange(file, end, file.length));
    }
  },
  /** The end is missing. */
  TRUNCATE {
    @Override
    byte[] of(byte[] file, RandomGenerator random) {
      return Arrays.copyOf(file, random.nextInt(file.length));
    }
  },
  /** A line stands twice. */
  DOUBLE_LINE {
    @Override
    byte[] of(byte[] file, RandomGenerator random) {
      List<String> lines = lines(file);
      int at = random.nextInt(lines.size());
      lines.add(random.nextInt(lines.size() + 1), lines.get(at));
      return bytes(lines);
    }
  },
  /** Two lines have changed places. */
  SWAP_LINES {
    @Override
    byte[] of(byte[] file, RandomGenerator random) {
      List<String> lines = lines(file);
      Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
      return bytes(lines);
    }
  },
  /** A number that is written in digits is another, or none. */
  NUMBER {
    @Override
    byte[] of(byte[] file, RandomGenerator random) {
      String text = new String(file, ISO_8859_1);
      List<MatchResult> numbers = DIGITS.matcher(text).results().toList();
      if (numbers.isEmpty()) {
        return file;
      }
      MatchResult number = numbers.get(random.nextInt(numbers.size()));
      String other = NUMBERS.get(random.nextInt(NUMBERS.size()));
      return (text.substring(0, number.start()) + other + text.substring(number.end()))
          .getBytes(ISO_8859_1);
    }
  },
  /** Four bytes are a huge number, a negative one or none. */
  BINARY_NUMBER {
    @Override
    byte[] of(byte[] file, RandomGenerator random) {
      byte[] changed = file.clone();
      int at = random.nextInt(Math.max(1, file.length / 4)) * 4;
      byte[][] numbers = {
        {-1, -1, -1, -1}, {0x7F, -1, -1, -1}, {-1, -1, -1, 0x7F}, {0, 0, -64, 0x7F}, {0, 0, 0, 0}
      };
      byte[] number = numbers[random.nextInt(numbers.length)];
      System.arraycopy(number, 0, changed, at, Math.min(number.length, file.length - at));
      return changed;
    }
  };

  private static final Pattern DIGITS = Pattern.compile("-?\\d+(\\.\\d+)?([eE]-?\\d+)?");

  private static final List<String> NUMBERS =
      List.of(
          "99999999999999999999",
          "9223372036854775807",
          "2147483648",
          "1e308",
          "1e999",
          "-1",
          "-0.0",
          "0",
          "0.5",
          "NaN",
          "Infinity",
          "0x10",
          "[]",
          "");

  abstract byte[] of(byte[] file, RandomGenerator random);

  /** One of all mutants of a file, which differs from it. */
  static byte[] mutant(byte[] file, Seed seed) {
    RandomGenerator random = seed.generator();
    byte[] mutant = file;
    while (Arrays.equals(mutant, file)) {
      mutant = values()[random.nextInt(values().length)].of(file, random);
    }
    return mutant;
  }

  private static List<String> lines(byte[] file) {
    return new ArrayList<>(List.of(new String(file, ISO_8859_1).split("(?<=\n)")));
  }

  private static byte[] bytes(List<String> lines) {
    return String.join("", lines).getBytes(ISO_8859_1);
  }

  private static byte[] join(byte[]... parts) {
    byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}

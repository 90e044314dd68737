package io.espalier.plan.file;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The width of a convolution: channels as the file gives them, or a multiple of the channels of the
 * surrounding block's input or output.
 *
 * @param base what is multiplied
 * @param factor channels, or the factor
 */
record Width(Base base, double factor) {

  /** What a factor multiplies. */
  enum Base {
    /** One channel at the file's own size. */
    FILE,
    /** The input's channels. */
    IN,
    /** The output's channels. */
    OUT
  }

  static final int MOST = 1 << 15;

  private static final Pattern MULTIPLE =
      Pattern.compile("(in|out)(?:([*/])(\\d{1,4}(\\.\\d{1,4})?))?");

  static final Kind<Width> KIND =
      new Kind<>(
          "a number of channels up to %d, or a multiple such as in, out, in*4 or out/2"
              .formatted(MOST),
          node -> {
            if (node.isNumber() && node.doubleValue() > 0 && node.doubleValue() <= MOST) {
              return Optional.of(new Width(Base.FILE, node.doubleValue()));
            }
            return node.isTextual() ? multiple(node.textValue()) : Optional.empty();
          });

  private static Optional<Width> multiple(String text) {
    Matcher matcher = MULTIPLE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Base base = matcher.group(1).equals("in") ? Base.IN : Base.OUT;
    double factor = matcher.group(3) == null ? 1 : Double.parseDouble(matcher.group(3));
    if (factor == 0) {
      return Optional.empty();
    }
    return Optional.of(new Width(base, "/".equals(matcher.group(2)) ? 1 / factor : factor));
  }

  /** The channels. */
  int channels(Assembly net, int in, int out) {
    return switch (base) {
      case FILE -> net.width(factor);
      case IN -> net.conventions().multiple(in, factor);
      case OUT -> net.conventions().multiple(out, factor);
    };
  }
}

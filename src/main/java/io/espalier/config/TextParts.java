package io.espalier.config;

import io.espalier.data.DataOptions;
import io.espalier.data.TextReader;
import io.espalier.data.TextSource;
import io.espalier.error.InputError;
import io.espalier.export.Child;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.progress.Progress;
import io.espalier.provenance.DataUse;
import io.espalier.space.zoo.Spaces;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a configuration stands for where its data are a text. */
public final class TextParts {

  /** Streams that are read side by side where nothing is learned. */
  private static final int EVALUATION_STREAMS = 64;

  private final Config config;
  private final TextSource source;

  private TextParts(Config config, DataOptions options, Progress progress) {
    Config.DataSection data = config.data();
    this.config = config;
    this.source = TextSource.open(data.source(), options, data.validationFraction(), progress);
  }

  /**
   * The parts of a run on a text; empty if its data are images.
   *
   * @throws InputError if space and data do not belong together, or what is asked for is for images
   *     only
   */
  static Optional<TextParts> of(Config config, DataOptions options, Progress progress) {
    String space = config.space().name();
    String data = config.data().source();
    boolean wantsText = Spaces.OF_TEXTS.contains(space);
    boolean isText = TextSource.isText(data);
    if (wantsText != isText && (wantsText || Spaces.OF_IMAGES.contains(space))) {
      throw new InputError(
          "space.name is %s, whose networks read %s, but data.source is %s; give one of %s, or %s"
              .formatted(
                  space,
                  wantsText ? "texts" : "images",
                  data,
                  wantsText ? "data.source=" + TextSource.NAMES : "the spaces " + Spaces.OF_TEXTS,
                  wantsText ? "another space" : "images as data.source"));
    }
    if (!isText) {
      return Optional.empty();
    }
    EstimateWeights weights = config.estimate().weights();
    if (weights.scratch() + weights.logSynflow() + weights.naswot() > 0) {
      throw new InputError(
          "estimate.weights are %s; with a text only supernet, params and macs can count"
              .formatted(weights.text()));
    }
    if (config.search().estimating().racing() > 0) {
      throw new InputError(
          "search.racing is %d; networks that read texts are all shown the whole text: set it to 0"
              .formatted(config.search().estimating().racing()));
    }
    return Optional.of(new TextParts(config, options, progress));
  }

  /** The text. */
  public TextSource source() {
    return source;
  }

  /** How large the networks are. */
  Scale scale() {
    Config.SupernetSection size = config.supernet();
    int tokens = source.vocabulary().size();
    return new Scale(size.channels(), size.cells(), Shape.features(1), tokens);
  }

  /** The text that is learned from, as so many streams. */
  public TextReader training(int streams) {
    return new TextReader(source.training(), streams, config.data().sequenceLength());
  }

  /** The text that architectures are compared on. */
  public TextReader validation() {
    int count = config.search().validationImages();
    int[] all = source.validation();
    return plain(count == 0 || count >= all.length ? all : Arrays.copyOf(all, count + 1));
  }

  /** All of the text that architectures are compared on. */
  public TextReader wholeValidation() {
    return plain(source.validation());
  }

  /** The text that is read for the final figure only. */
  public TextReader test() {
    return plain(source.test());
  }

  private TextReader plain(int[] tokens) {
    int steps = Math.min(config.data().sequenceLength(), Math.max(1, tokens.length - 1));
    int streams = Math.max(1, Math.min(EVALUATION_STREAMS, (tokens.length - 1) / steps));
    return new TextReader(tokens, streams, steps);
  }

  /** Which parts of the text are used for what; they count characters. */
  DataUse dataUse() {
    Map<String, DataUse.Part> parts = new LinkedHashMap<>();
    parts.put("training", part(source.training()));
    parts.put("validation", part(source.validation()));
    return new DataUse(source.name(), TextSource.fingerprint(source.training()), parts);
  }

  private static DataUse.Part part(int[] tokens) {
    return new DataUse.Part(tokens.length, TextSource.fingerprint(tokens));
  }

  /** What there is, for people. */
  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "data",
        String.format(
            Locale.ROOT,
            "%s, %,d different characters",
            source.name(),
            source.vocabulary().size() - 1));
    facts.put(
        "text",
        String.format(
            Locale.ROOT,
            "%,d characters to train the supernet, %,d to compare architectures, %,d for the test",
            source.training().length,
            source.validation().length,
            source.test().length));
    return facts;
  }

  /**
   * Checks that a child reads this text.
   *
   * @throws InputError if it was made for another one, or for images
   */
  void checkFits(Child child) {
    child.about().checkFits(source.name(), tokens());
  }

  /** The names of the tokens, by index. */
  List<String> tokens() {
    return source.vocabulary().tokens();
  }
}

package io.espalier.task;

import io.espalier.data.text.TextReader;
import io.espalier.data.text.TextSource;
import io.espalier.provenance.DataUse;
import io.espalier.settings.Settings;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The text of a run, as streams of tokens. */
final class TextData {

  /** The number of parallel streams in evaluation. */
  private static final int EVALUATION_STREAMS = 64;

  private final Settings settings;
  private final TextSource source;

  TextData(Settings settings, TextSource source) {
    this.settings = settings;
    this.source = source;
  }

  TextReader training(int streams) {
    return new TextReader(source.training(), streams, settings.data().sequenceLength());
  }

  TextReader validation() {
    int count = settings.search().validationImages();
    int[] all = source.validation();
    return plain(count == 0 || count >= all.length ? all : Arrays.copyOf(all, count + 1));
  }

  TextReader plain(int[] tokens) {
    int steps = Math.min(settings.data().sequenceLength(), Math.max(1, tokens.length - 1));
    int streams = Math.max(1, Math.min(EVALUATION_STREAMS, (tokens.length - 1) / steps));
    return new TextReader(tokens, streams, steps);
  }

  /** Which parts of the text are used for what; they count characters. */
  DataUse use() {
    Map<String, DataUse.Part> parts = new LinkedHashMap<>();
    parts.put("training", part(source.training()));
    parts.put("validation", part(source.validation()));
    return new DataUse(source.name(), TextSource.fingerprint(source.training()), parts);
  }

  private static DataUse.Part part(int[] tokens) {
    return new DataUse.Part(tokens.length, TextSource.fingerprint(tokens));
  }

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
}

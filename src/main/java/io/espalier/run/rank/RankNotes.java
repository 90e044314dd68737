package io.espalier.run.rank;

import io.espalier.cost.CostKinds;
import io.espalier.data.ImageSet;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Scale;
import io.espalier.provenance.DataUse;
import io.espalier.rank.RankFacts;
import io.espalier.report.TrainingFacts;
import io.espalier.run.Run;
import io.espalier.settings.Settings;
import io.espalier.supernet.evaluate.Statistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Notes on a supernet and its ranking, for the card. */
final class RankNotes {

  private final Run run;
  private final Settings config;
  private final RankSettings settings;
  private final DataUse data;

  RankNotes(Run run, RankSettings settings) {
    this.run = run;
    this.config = run.settings();
    this.settings = settings;
    this.data = run.task().dataUse();
  }

  RankFacts facts(RankTruth truth, Columns columns, List<RankFacts.TopFact> top) {
    boolean alone = config.estimate().weights().isSupernetAlone();
    return new RankFacts(
        supernet(columns),
        ranking(truth, columns),
        alone ? Map.of() : config.estimate().weights().byName(),
        truth.heading(),
        top,
        limits(truth));
  }

  private Map<String, String> supernet(Columns columns) {
    Map<String, String> facts = new LinkedHashMap<>();
    Blueprint blueprint = run.task().networks().supernet();
    Scale scale = blueprint.scale();
    facts.put(
        "space",
        format("%s, %,d architectures", blueprint.space().name(), blueprint.space().networks()));
    facts.put(
        "size",
        format(
            "%d channels in the first stage, %d cells a stage, batch norms %s",
            scale.channels(),
            scale.cells(),
            config.supernet().affine() ? "with scale and shift" : "without scale and shift"));
    double[] macs = columns.scores(CostKinds.MACS.name());
    facts.put(
        "MACs",
        format(
            "%.3f to %.3f million per image, over the architectures ranked here",
            Arrays.stream(macs).min().orElseThrow(), Arrays.stream(macs).max().orElseThrow()));
    facts.put(
        "images",
        format(
            "%s, %s, %,d to train on, %,d to compare on",
            data.name(),
            ImageSet.picture(scale.input().width(), scale.input().height()),
            data.parts().get("training").images(),
            data.parts().get("validation").images()));
    facts.put("training", settings("train."));
    TrainingFacts.read(run.folder().root()).ifPresent(text -> facts.put("it took", text));
    facts.put("seed", Long.toString(config.seed()));
    return facts;
  }

  private Map<String, String> ranking(RankTruth truth, Columns columns) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("truth", truth.words());
    facts.put(
        "architectures",
        format(
            "%d drawn uniformly without replacement, with the seed %d of their own",
            columns.count(), settings.seed()));
    int validation = config.search().validationImages();
    boolean recalibrated = run.task().estimating().batchNorm() == Statistics.RECALIBRATED;
    facts.put(
        "supernet's score",
        format(
            "%s on %,d images, batch norm %s%s",
            run.task().estimating().score().heading(),
            validation == 0 ? data.parts().get("validation").images() : validation,
            run.task().estimating().batchNorm().name().toLowerCase(Locale.ROOT),
            recalibrated
                ? format(" on %,d training images", config.search().recalibrationImages())
                : ""));
    facts.put(
        "training-free scores",
        format(
            "at %d channels, %d cells a stage; NASWOT on %d training images",
            config.estimate().channels(), config.estimate().cells(), config.estimate().images()));
    settings
        .against()
        .ifPresent(
            other ->
                facts.put("other seed", "the supernet in " + other.toAbsolutePath().getFileName()));
    facts.put(
        "ms per architecture",
        columns.seconds().entrySet().stream()
            .map(entry -> format("%s %.1f", entry.getKey(), 1e3 * entry.getValue()))
            .collect(Collectors.joining(", ")));
    return facts;
  }

  private List<String> limits(RankTruth truth) {
    List<String> limits = new ArrayList<>();
    limits.add(
        "The intervals (95 %, bootstrap) say how far figures move with the architectures that were"
            + " drawn. How far they move with another training of the supernet, only the agreement"
            + " with another seed says.");
    limits.add(
        "The ranking holds for these images at this size. "
            + (truth instanceof RankTruth.Tabulated
                ? "The truth was measured on networks and images of the table's own size."
                : "The truth has noise of its own: each architecture was trained once, and its"
                    + " checkpoint was chosen on the images that its accuracy is of."));
    limits.add(
        "Weights of a combination say something only if they were fixed before this ranking was"
            + " seen; choose them with another --rank-seed or another truth.");
    return limits;
  }

  /** All settings of a section, as they stand in the configuration. */
  private String settings(String section) {
    return config.leaves().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(section))
        .map(entry -> entry.getKey().substring(section.length()) + " " + entry.getValue())
        .collect(Collectors.joining(", "))
        .replace("\"", "");
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}

package io.espalier.latency;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.error.InputError;
import io.espalier.file.AtomicFile;
import io.espalier.file.RecordYaml;
import io.espalier.file.Sha256;
import io.espalier.file.YamlText;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Scale;
import io.espalier.plan.zoo.SpaceKind;
import io.espalier.space.Architecture;
import io.espalier.space.SearchSpace;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A table of latencies: what each thing that a network of a space consists of takes on a device, in
 * milliseconds, and how the networks were run.
 *
 * @param latencyTable the version of this form
 * @param unit always {@value #UNIT}
 * @param space the space
 * @param spaceHash the hash of its choices
 * @param scale the size of its networks
 * @param conditions what ran them, and how
 * @param networks the number of measured networks that it was fitted to
 * @param quality how well it predicts others, in words
 * @param baseMs the constant of the sum
 * @param resolutionMs what predictions are rounded to
 * @param ms the milliseconds for one of each thing, by name, by {@linkplain CountPart part}
 * @param blocksMs the milliseconds of whole blocks, by once-for-all's keys; if there are any, they
 *     alone are summed
 * @param hash the hash of all of this, so that a table that was changed by hand says so
 */
public record LatencyTable(
    int latencyTable,
    String unit,
    String space,
    String spaceHash,
    Scale scale,
    Conditions conditions,
    int networks,
    String quality,
    double baseMs,
    double resolutionMs,
    Map<CountPart, Map<String, Double>> ms,
    Map<String, Double> blocksMs,
    String hash) {

  static final String UNIT = "ms";
  private static final int VERSION = 1;

  /**
   * How networks are run.
   *
   * @param device the device, in words
   * @param runtime the runtime and its version, in words
   * @param batch images in a run
   * @param threads threads of the runtime; 0 if nobody said
   */
  public record Conditions(String device, String runtime, int batch, int threads) {
    public Conditions {
      if (batch < 1 || threads < 0) {
        throw new InputError(
            "a latency is that of a batch of at least 1 image, not %d, on a number of threads, not %d"
                .formatted(batch, threads));
      }
    }

    /** In words. */
    @Override
    public String toString() {
      return "%s, %s, batch %d, %s"
          .formatted(
              device,
              runtime,
              batch,
              threads == 0 ? "threads unknown" : threads == 1 ? "1 thread" : threads + " threads");
    }
  }

  /** A table of a fitted model. */
  static LatencyTable of(
      Blueprint blueprint, Conditions conditions, int networks, LatencyModel model) {
    return new LatencyTable(
            VERSION,
            UNIT,
            blueprint.space().name(),
            hash(blueprint.space()),
            blueprint.scale(),
            conditions,
            networks,
            "",
            model.baseMs(),
            model.resolutionMs(),
            model.ms(),
            Map.of(),
            "")
        .sealed();
  }

  /** A table of once-for-all's blocks. */
  static LatencyTable ofBlocks(
      Blueprint blueprint, Conditions conditions, Map<String, Double> blocksMs) {
    return new LatencyTable(
            VERSION,
            UNIT,
            blueprint.space().name(),
            hash(blueprint.space()),
            blueprint.scale(),
            conditions,
            0,
            "",
            0,
            1e-6,
            Map.of(),
            blocksMs,
            "")
        .sealed();
  }

  /** This table with words on how well it predicts. */
  LatencyTable withQuality(String words) {
    return with(words, "").sealed();
  }

  private LatencyTable sealed() {
    return with(quality, Sha256.of(text("")));
  }

  private LatencyTable with(String words, String seal) {
    return new LatencyTable(
        latencyTable,
        unit,
        space,
        spaceHash,
        scale,
        conditions,
        networks,
        words,
        baseMs,
        resolutionMs,
        ms,
        blocksMs,
        seal);
  }

  private String text(String own) {
    ObjectNode tree = YamlText.tree(this);
    tree.put("hash", own);
    return YamlText.write(tree);
  }

  /** Writes the table as YAML. */
  public void write(Path file) {
    AtomicFile.writeText(
        file,
        "# What the parts of a network take on a device, in milliseconds; read by search.latency_table\n"
            + text(hash));
  }

  /**
   * Reads a table that {@link #write} wrote, as YAML or JSON.
   *
   * @throws InputError if it cannot be read, is no such table, or was changed
   */
  public static LatencyTable read(Path file) {
    ObjectNode tree = YamlText.read(file).root();
    if (!tree.has("latency_table")) {
      throw new InputError(
          "%s is no table of latencies: it lacks latency_table; fit one to measured networks"
              .formatted(file));
    }
    LatencyTable table = RecordYaml.read(file, tree, LatencyTable.class, "no table of latencies");
    if (table.latencyTable != VERSION) {
      throw new InputError(
          "%s is a table of latencies of version %d; this program reads version %d: fit it again"
              .formatted(file, table.latencyTable, VERSION));
    }
    if (!UNIT.equals(table.unit)) {
      throw new InputError(
          "%s has latencies in %s; they must be in %s: divide or multiply them by 1,000"
              .formatted(file, table.unit, UNIT));
    }
    if (!Sha256.of(table.text("")).equals(table.hash)) {
      throw new InputError(
          "%s was changed since it was written: its hash does not match; fit it again"
              .formatted(file));
    }
    return table;
  }

  /**
   * The predicted latency of architectures, in milliseconds, at the size that was measured; at
   * least 0.
   *
   * @throws InputError if the table is one of another space
   */
  public ToDoubleFunction<Architecture> predictor(SpaceKind kind) {
    SearchSpace searched = kind.space();
    if (!searched.name().equals(space)) {
      throw new InputError(
          "the table of latencies is one of the space %s, and the search is in %s; name one that was measured there"
              .formatted(space, searched.name()));
    }
    if (!hash(searched).equals(spaceHash)) {
      throw new InputError(
          "the table of latencies is one of a space %s with other choices or options; measure its networks again"
              .formatted(space));
    }
    return predictor(kind.blueprint(scale));
  }

  /** As above, for networks of a blueprint that are known to be those of this table. */
  ToDoubleFunction<Architecture> predictor(Blueprint blueprint) {
    if (!blocksMs.isEmpty()) {
      BlockLookup lookup = new BlockLookup(blocksMs);
      return architecture -> lookup.predict(blueprint.plan(architecture).live());
    }
    LatencyModel model = new LatencyModel(baseMs, resolutionMs, ms);
    return architecture -> Math.max(0, model.predict(Counts.of(blueprint, architecture)));
  }

  /** The hash of a space's choices. */
  public static String hash(SearchSpace space) {
    return Sha256.of(space.name() + space.choices()).substring(0, 16);
  }
}

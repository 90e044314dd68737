package io.espalier.cli.machine;

import io.espalier.cli.session.Session;
import io.espalier.error.InputError;
import io.espalier.latency.Kit;
import io.espalier.latency.LatencyTable;
import io.espalier.latency.LatencyUnit;
import io.espalier.latency.MeasuredNetworks;
import io.espalier.plan.Blueprint;
import io.espalier.plan.Scale;
import io.espalier.plan.Shape;
import io.espalier.plan.zoo.SpaceKind;
import io.espalier.settings.SpaceSettings;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The networks whose latencies are meant, and how they are run. */
final class LatencySpace {

  /** Which column of a file has the latencies. */
  static final class Column {

    @Option(
        names = "--column",
        paramLabel = "NAME",
        description = "The column of latencies; default: ms or latency_ms.")
    String name = "";

    @Option(
        names = "--unit",
        paramLabel = "UNIT",
        description = "Its unit: ms, s or us; default: ms, if the networks can take as long.")
    LatencyUnit unit = LatencyUnit.ASSUMED;

    MeasuredNetworks read(Path file, LatencySpace space, CommandSpec command) {
      return space.read(file, name, unit, command);
    }
  }

  @Option(names = "--space", paramLabel = "NAME|FILE", description = "The space of the networks.")
  String space;

  @Option(
      names = "--image-size",
      paramLabel = "N",
      description = "The side of the images in pixels; default: the published one.")
  Integer side;

  @Option(
      names = "--channels",
      paramLabel = "N",
      description = "Channels of the first stage; default: the published ones.")
  Integer channels;

  @Option(
      names = "--cells",
      paramLabel = "N",
      description = "Cells per stage; default: the published ones.")
  Integer cells;

  @Option(
      names = "--device-name",
      paramLabel = "TEXT",
      description = "What the device is called in the table.")
  String deviceName = "";

  @Option(
      names = "--runtime-name",
      paramLabel = "TEXT",
      description = "What runs the networks there, for the table.")
  String runtimeName = "";

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Images in a run; default: ${DEFAULT-VALUE}.")
  int batch = 1;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of the runtime; default: 1 here, unknown elsewhere.")
  int threads;

  private Scale given;
  private String spaceHash = "";

  /** Takes the space and size of a kit, if there is one; flags must not say otherwise. */
  void take(Optional<Kit> kit) {
    kit.ifPresent(
        known -> {
          take(known.space(), known.scale());
          spaceHash = known.spaceHash();
        });
  }

  /** Takes the space and size of a table; flags must not say otherwise. */
  void take(LatencyTable table) {
    take(table.space(), table.scale());
    batch = table.conditions().batch();
  }

  private void take(String name, Scale scale) {
    if (space == null) {
      space = name;
    }
    given = scale;
  }

  SpaceKind kind(CommandSpec command) {
    if (space == null) {
      throw new InputError("name the space of the networks with --space (espalier list spaces)");
    }
    var spaces = Session.catalogues(command).spaces();
    return SpaceSettings.of(space, spaces).kind(spaces);
  }

  Blueprint blueprint(CommandSpec command) {
    SpaceKind kind = kind(command);
    Scale size = given == null ? kind.published() : given;
    Shape input = size.input();
    Blueprint blueprint =
        kind.blueprint(
            new Scale(
                channels == null ? size.channels() : channels,
                cells == null ? size.cells() : cells,
                side == null ? input : new Shape(input.channels(), side, side),
                size.classes()));
    if (!spaceHash.isEmpty() && !LatencyTable.hash(blueprint.space()).equals(spaceHash)) {
      throw new InputError(
          "the kit was written for another space than %s, or for other choices; name the space that it was written for"
              .formatted(space));
    }
    return blueprint;
  }

  LatencyTable.Conditions conditions() {
    return new LatencyTable.Conditions(
        deviceName.isEmpty() ? "unnamed device" : deviceName,
        runtimeName.isEmpty() ? "unnamed runtime" : runtimeName,
        batch,
        threads);
  }

  /** Reads measured networks, whose latencies are checked to be milliseconds. */
  MeasuredNetworks read(Path file, String column, LatencyUnit unit, CommandSpec command) {
    Blueprint blueprint = blueprint(command);
    MeasuredNetworks measured = MeasuredNetworks.read(file, blueprint.space(), column, unit);
    unit.check(measured, blueprint, batch);
    return measured;
  }
}

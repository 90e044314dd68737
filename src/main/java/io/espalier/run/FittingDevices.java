package io.espalier.run;

import io.espalier.error.InputError;
import io.espalier.file.Csv;
import io.espalier.file.HashedFile;
import io.espalier.search.Limit;
import io.espalier.settings.Device;
import io.espalier.space.Architecture;
import io.espalier.study.Trial;
import io.espalier.study.Trials;
import io.espalier.task.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Several devices and the best child for each among the trials of one search. */
public final class FittingDevices {

  /** The table in the search's folder. */
  public static final String FILE = "devices.csv";

  private final Map<Device, List<Limit>> limits = new LinkedHashMap<>();
  private final Problem problem;

  /**
   * Devices for the architectures of a run's search.
   *
   * @throws InputError if two have one name, a cost is unknown, or nothing in the space fits one
   */
  public FittingDevices(List<Device> devices, Run run) {
    this.problem = run.problem();
    for (Device device : devices) {
      try {
        List<Limit> own = run.limits(device.limits());
        List<Limit> all = new ArrayList<>(problem.limits());
        all.addAll(own);
        // Refuses what nothing fits before anything is estimated.
        problem.within(all).feasible();
        limits.put(device, own);
      } catch (InputError e) {
        throw e.reworded(message -> "device %s: %s".formatted(device.name(), message));
      }
    }
    if (devices.stream().map(Device::name).distinct().count() < devices.size()) {
      throw new InputError("two devices have one name; rename one");
    }
  }

  /**
   * The best trial for each device that has one, by its name, in their order.
   *
   * @param trials all trials of the search
   */
  public Map<String, Optional<Trial>> best(List<Trial> trials) {
    Map<String, Optional<Trial>> best = new LinkedHashMap<>();
    limits.forEach(
        (device, own) ->
            best.put(
                device.name(),
                Trials.best(trials.stream().filter(trial -> fits(trial, own)).toList())));
    return best;
  }

  private boolean fits(Trial trial, List<Limit> own) {
    Architecture architecture = problem.space().parse(trial.architecture());
    return own.stream().allMatch(limit -> limit.allows(architecture));
  }

  /** The columns of the table. */
  public static List<String> columns(List<Trial> trials) {
    List<String> columns = new ArrayList<>(List.of("device", "architecture", "trial", "score"));
    trials.stream().findFirst().ifPresent(t -> columns.addAll(t.costs().byColumn().keySet()));
    return columns;
  }

  /** The rows of the table; a device that no trial fits has empty cells. */
  public List<List<String>> rows(List<Trial> trials) {
    List<List<String>> rows = new ArrayList<>();
    int width = columns(trials).size();
    best(trials)
        .forEach(
            (name, trial) -> {
              List<String> row = new ArrayList<>(List.of(name));
              trial.ifPresent(
                  t -> {
                    row.add(t.architecture());
                    row.add(Integer.toString(t.number()));
                    row.add(Double.toString(t.score().getAsDouble()));
                    t.costs().byColumn().values().forEach(cost -> row.add(cost.toString()));
                  });
              while (row.size() < width) {
                row.add("");
              }
              rows.add(row);
            });
    return rows;
  }

  /** Writes the table into the search's folder. */
  public void write(Path study, List<Trial> trials) {
    HashedFile.write(study.resolve(FILE), Csv.text(columns(trials), rows(trials)));
  }
}

package io.espalier.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.cost.CostKinds;
import io.espalier.cost.Costs;
import io.espalier.error.Remedy;
import io.espalier.file.AppendedFile;
import io.espalier.file.AtomicFile;
import io.espalier.file.HashedFile;
import io.espalier.file.LineSeal;
import io.espalier.plan.Blueprint;
import io.espalier.plan.PlanJson;
import io.espalier.provenance.DataUse;
import io.espalier.provenance.Provenance;
import io.espalier.random.Seed;
import io.espalier.space.Architecture;
import io.espalier.study.Trial;
import io.espalier.study.Trials;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/** Makes run folders with the files that a run of a space would leave. */
public final class HandMadeRun {

  private final Path folder;
  private final Blueprint blueprint;
  private final RandomGenerator random = new Seed(3).generator();

  /** In a folder. */
  public HandMadeRun(Path folder, Blueprint blueprint) {
    this.folder = folder;
    this.blueprint = blueprint;
  }

  /** A complete run; returns the id of its best network. */
  public String complete() {
    AtomicFile.writeText(
        folder.resolve("config.yaml"),
        "space:\n  name: %s\nseed: 7\n".formatted(blueprint.space().name()));
    DataUse data =
        new DataUse(
            "sample",
            "94c28d7053d4a26622d08e11f7083f20",
            new LinkedHashMap<>(
                Map.of(
                    "supernet_training", new DataUse.Part(6_400, "a1"),
                    "search_validation", new DataUse.Part(1_600, "b2"))));
    Provenance.now("espalier quickstart", 7, "0f1e2d3c4b5a", data)
        .write(folder.resolve("provenance.json"));
    curve("metrics.csv", 1_500, 10, false);
    search("lanas", 150, 6);
    search("random", 150, 0);
    String best =
        Trials.best(Trials.read(folder.resolve("search/lanas/trials.csv")))
            .orElseThrow()
            .architecture();
    export(best);
    tree();
    curve("retrain/metrics.csv", 1_200, 12, true);
    HashedFile.write(
        folder.resolve("retrain/result.json"),
        """
        {"architecture": "%s", "epochs": 12,
         "test": {"accuracy_percent": 91.35, "standard_error_percent": 0.63, "images": 2000}}
        """
            .formatted(best));
    return best;
  }

  void export(String architecture) {
    AtomicFile.writeText(
        folder.resolve("export/" + architecture + "/plan.json"),
        PlanJson.write(blueprint.plan(blueprint.space().parse(architecture)).live()));
  }

  /** A search of so many trials. */
  public void search(String searcher, int count, double drift) {
    List<Trial> trials = new ArrayList<>();
    double best = Double.NEGATIVE_INFINITY;
    for (int number = 1; number <= count; number++) {
      Architecture architecture = blueprint.space().sample(random);
      Costs costs = Costs.of(blueprint.plan(architecture));
      double score =
          78
              + 2.2 * Math.log1p(costs.get(CostKinds.MACS))
              + 1.5 * random.nextGaussian()
              + drift * number / count;
      best = Math.max(best, score);
      trials.add(
          new Trial(
              number,
              architecture.id(),
              OptionalDouble.of(score),
              0.62,
              1_600,
              0.8,
              costs,
              OptionalDouble.of(best),
              number < 20 ? "random start" : "good.good, expected improvement 0.031"));
    }
    Trials.write(folder.resolve("search/" + searcher + "/trials.csv"), trials);
    journal(searcher, "accuracy");
  }

  /** The beginning of a journal, which says what scores are. */
  void journal(String searcher, String measure) {
    Path file = folder.resolve("search/" + searcher + "/journal.jsonl");
    HashedFile.delete(file);
    try (AppendedFile lines = AppendedFile.open(file, LineSeal.Form.JSON, Remedy.RESTORE)) {
      lines.append(
          List.of(
              "{'entry':'study','format':2,'space':'s','searcher':'%s','seed':1,'config':'c','data':'d','weights':'','measure':'%s'}"
                  .formatted(searcher, measure)
                  .replace('\'', '"')));
    }
  }

  private void curve(String name, int steps, int epochs, boolean validation) {
    StringBuilder text =
        new StringBuilder("step,epoch,seconds,cpu_seconds,learning_rate,loss,accuracy_percent");
    text.append(validation ? ",validation_accuracy_percent\n" : "\n");
    for (int step = 10; step <= steps; step += 10) {
      double done = (double) step / steps;
      double loss = 0.35 + 1.9 * Math.exp(-4 * done) + 0.03 * random.nextGaussian();
      double accuracy = 100 - 26 * loss;
      text.append(
          String.format(
              Locale.ROOT,
              "%d,%d,%.1f,%.1f,%.4f,%.4f,%.2f",
              step,
              (long) Math.ceil(epochs * done),
              step * 0.12,
              step * 0.11,
              0.1 * (1 - done),
              loss,
              accuracy));
      text.append(
          validation
              ? step % 100 == 0 ? String.format(Locale.ROOT, ",%.2f\n", accuracy - 1.5) : ",\n"
              : "\n");
    }
    AtomicFile.writeText(folder.resolve(name), text.toString());
  }

  private void tree() {
    HashedFile.write(
        folder.resolve("search/lanas/tree.json"), node("root", 0, 150, 84.1).toString());
  }

  private ObjectNode node(String name, int depth, int samples, double mean) {
    ObjectNode node = new ObjectMapper().createObjectNode();
    node.put("name", name).put("depth", depth).put("samples", samples).put("meanScore", mean);
    node.put("bestScore", mean + 2).put("visits", samples - 3).put("ucb", mean / 100 + 0.1);
    node.put("bestArchitecture", blueprint.space().sample(random).id());
    var rule = node.putArray("rule");
    if (depth > 0) {
      var choice = blueprint.space().choices().get(depth % blueprint.space().choices().size());
      String option = choice.name() + " = " + choice.options().get(choice.options().size() - 1);
      rule.add(name.endsWith("bad") ? "not " + option : option).add("not layer <1> = \"x\"");
    }
    var children = node.putArray("children");
    if (samples >= 30) {
      String prefix = depth == 0 ? "" : name + ".";
      children.add(node(prefix + "good", depth + 1, samples * 6 / 10, mean + 2.4 / (depth + 1)));
      children.add(node(prefix + "bad", depth + 1, samples * 4 / 10, mean - 3.1 / (depth + 1)));
    }
    return node;
  }
}

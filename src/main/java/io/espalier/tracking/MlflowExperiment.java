package io.espalier.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.error.InputError;
import io.espalier.file.Sha256;
import io.espalier.report.RunSeries;
import io.espalier.report.RunSeries.Point;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An experiment on an MLflow server, which runs are given to. A run that is there gets the settings
 * and points that it lacks.
 */
public final class MlflowExperiment {

  private static final String RUN_ID = "run_id";
  private static final String IDENTITY = "espalier.run";
  private static final int ID_DIGITS = 32;

  // What one request may hold, as documented.
  private static final int MOST_METRICS = 1_000;
  private static final int MOST_PARAMS = 100;
  private static final int LONGEST_NAME = 250;

  /** Older servers allow no more. */
  private static final int LONGEST_VALUE = 500;

  private static final String POINTS_OF_A_PAGE = "25000";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final MlflowServer server;
  private final String id;
  private final String user;

  private MlflowExperiment(MlflowServer server, String id, String user) {
    this.server = server;
    this.id = id;
    this.user = user;
  }

  /**
   * What was given.
   *
   * @param address the run's page
   * @param points how many points were not there yet
   * @param fixed the settings that have other values there, which MLflow does not change
   */
  public record Given(String address, int points, List<String> fixed) {}

  /**
   * The experiment with a name, which is made if there is none.
   *
   * @param user whose runs they are: of one name, each user has one run
   * @throws InputError if the server cannot be used, or the experiment was deleted
   */
  public static MlflowExperiment open(MlflowServer server, String name, String user) {
    Optional<JsonNode> known =
        server.find("experiments/get-by-name", Map.of("experiment_name", name));
    if (known.isEmpty()) {
      JsonNode made = server.post("experiments/create", JSON.objectNode().put("name", name));
      return new MlflowExperiment(server, required(server, made, "experiment_id"), user);
    }
    JsonNode experiment = known.get().path("experiment");
    if (experiment.path("lifecycle_stage").asText().equals("deleted")) {
      throw new InputError(
          "the experiment '%s' was deleted on the MLflow server at %s; restore it there, or name another"
              .formatted(name, server.address()));
    }
    return new MlflowExperiment(server, required(server, experiment, "experiment_id"), user);
  }

  private static String required(MlflowServer server, JsonNode answer, String name) {
    String text = answer.path(name).asText();
    if (text.isEmpty()) {
      throw new InputError(
          "what answers at %s is no MLflow server: it tells no %s; name its address"
              .formatted(server.address(), name));
    }
    return text;
  }

  /**
   * Gives a run.
   *
   * @param name its name there, by which it is found again
   * @param atWork whether more will come
   * @throws InputError if the server cannot be used; what it has got stays, and giving the run
   *     again adds the rest
   */
  public Given give(String name, RunSeries run, boolean atWork) {
    JsonNode known = find(name).orElseGet(() -> create(name, run));
    String runId = required(server, known.path("info"), RUN_ID);
    List<String> fixed = giveSettings(runId, run.settings(), values(known, "params"));
    Set<String> drawn = values(known, "metrics").keySet();
    List<JsonNode> points = new ArrayList<>();
    double last = 0;
    for (Map.Entry<String, List<Point>> series : run.series().entrySet()) {
      String key = name(series.getKey());
      Set<Place> there = drawn.contains(key) ? history(runId, key) : Set.of();
      for (Point point : series.getValue()) {
        last = Math.max(last, point.seconds());
        if (!there.contains(new Place(point.step(), point.value()))) {
          points.add(
              JSON.objectNode()
                  .put("key", key)
                  .put("value", point.value())
                  .put("timestamp", millis(run, point.seconds()))
                  .put("step", point.step()));
        }
      }
    }
    log(runId, "metrics", points, MOST_METRICS);
    ObjectNode end =
        JSON.objectNode().put(RUN_ID, runId).put("status", atWork ? "RUNNING" : "FINISHED");
    server.post("runs/update", atWork ? end : end.put("end_time", millis(run, last)));
    String page = "%s/#/experiments/%s/runs/%s".formatted(server.address(), id, runId);
    return new Given(page, points.size(), fixed);
  }

  private record Place(long step, double value) {}

  private static long millis(RunSeries run, double seconds) {
    long passed = Double.isFinite(seconds) ? Math.round(1_000 * seconds) : 0;
    return Math.max(0, run.begin().toEpochMilli() + passed);
  }

  private String identity(String name) {
    return Sha256.of(user + "\n" + name).substring(0, ID_DIGITS);
  }

  private Optional<JsonNode> find(String name) {
    ObjectNode query = JSON.objectNode();
    query.putArray("experiment_ids").add(id);
    query
        .put("filter", "tags.`%s` = '%s'".formatted(IDENTITY, identity(name)))
        .put("run_view_type", "ACTIVE_ONLY")
        .put("max_results", 1);
    return Optional.ofNullable(server.post("runs/search", query).path("runs").get(0));
  }

  private JsonNode create(String name, RunSeries run) {
    ObjectNode made =
        JSON.objectNode()
            .put("experiment_id", id)
            .put("run_name", name)
            .put("start_time", millis(run, 0));
    ArrayNode tags = made.putArray("tags");
    Map.of("mlflow.runName", name, "mlflow.user", user, IDENTITY, identity(name))
        .forEach((key, value) -> tags.add(JSON.objectNode().put("key", key).put("value", value)));
    return server.post("runs/create", made).path("run");
  }

  /** Gives the settings that are not there and returns the names of those that differ. */
  private List<String> giveSettings(
      String runId, Map<String, String> settings, Map<String, String> there) {
    Map<String, JsonNode> missing = new LinkedHashMap<>();
    List<String> fixed = new ArrayList<>();
    settings.forEach(
        (path, whole) -> {
          String key = name(path);
          String value = whole.substring(0, Math.min(LONGEST_VALUE, whole.length()));
          if (!there.containsKey(key)) {
            missing.put(key, JSON.objectNode().put("key", key).put("value", value));
          } else if (!there.get(key).equals(value)) {
            fixed.add(path);
          }
        });
    log(runId, "params", List.copyOf(missing.values()), MOST_PARAMS);
    return fixed;
  }

  private void log(String runId, String what, List<JsonNode> all, int most) {
    for (int from = 0; from < all.size(); from += most) {
      ObjectNode batch = JSON.objectNode().put(RUN_ID, runId);
      batch.putArray(what).addAll(all.subList(from, Math.min(all.size(), from + most)));
      server.post("runs/log-batch", batch);
    }
  }

  private Set<Place> history(String runId, String key) {
    Set<Place> places = new HashSet<>();
    Map<String, String> query = new HashMap<>(Map.of(RUN_ID, runId, "metric_key", key));
    query.put("max_results", POINTS_OF_A_PAGE);
    String next;
    do {
      JsonNode page = server.find("metrics/get-history", query).orElse(JSON.objectNode());
      page.path("metrics")
          .forEach(
              point ->
                  places.add(
                      new Place(point.path("step").asLong(), point.path("value").asDouble())));
      next = page.path("next_page_token").asText("");
      query.put("page_token", next);
    } while (!next.isEmpty());
    return places;
  }

  private static Map<String, String> values(JsonNode run, String what) {
    Map<String, String> values = new LinkedHashMap<>();
    for (JsonNode entry : run.path("data").path(what)) {
      values.put(entry.path("key").asText(), entry.path("value").asText());
    }
    return values;
  }

  private static String name(String text) {
    String usual = text.replaceAll("[^A-Za-z0-9_./ -]", "-");
    return usual.substring(0, Math.min(LONGEST_NAME, usual.length()));
  }
}

package io.espalier.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An MLflow server in memory: the documented requests, with the checks and limits that MLflow makes
 * of them. Whatever it does not know is status 400.
 */
public final class MlflowStub implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern FILTER = Pattern.compile("tags\\.`([\\w.]+)` = '(\\w+)'");
  private static final int POINTS_OF_A_PAGE = 40;

  private final HttpServer server;
  private final String authorization;
  private final Map<String, String> experiments = new LinkedHashMap<>();
  private final Map<String, StubRun> runs = new LinkedHashMap<>();
  private final List<String> refused = new ArrayList<>();
  private int requests;
  private int failFrom = Integer.MAX_VALUE;

  /** A run as it is kept. Points are not looked at for doubles, as in MLflow's store of files. */
  public static final class StubRun {
    final String id;
    final String experiment;
    final Map<String, String> tags = new LinkedHashMap<>();
    final Map<String, String> params = new LinkedHashMap<>();
    final Map<String, List<JsonNode>> points = new LinkedHashMap<>();
    String name = "";
    String status = "RUNNING";
    long startTime;
    long endTime;

    private StubRun(String id, String experiment) {
      this.id = id;
      this.experiment = experiment;
    }

    /** The number of all points. */
    public int pointCount() {
      return points.values().stream().mapToInt(List::size).sum();
    }
  }

  /** A request that is refused. */
  private static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String code;

    private Refusal(int status, String code, String message) {
      super(message);
      this.status = status;
      this.code = code;
    }
  }

  /** Starts one; an empty authorization lets everyone in. */
  public MlflowStub(String authorization) throws IOException {
    this.authorization = authorization;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Its address. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** From so many more requests on, each fails. */
  void failAfter(int more) {
    failFrom = more == Integer.MAX_VALUE ? more : requests + more;
  }

  /** The runs, in order of their making. */
  public List<StubRun> runs() {
    return List.copyOf(runs.values());
  }

  /** The names of the experiments. */
  public List<String> experiments() {
    return List.copyOf(experiments.keySet());
  }

  /** The requests that were refused, other than for what is not there. */
  List<String> refused() {
    return refused;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    requests++;
    int status = 200;
    JsonNode answer;
    try {
      if (requests > failFrom) {
        throw new Refusal(503, "TEMPORARILY_UNAVAILABLE", "the store is away");
      }
      String given = exchange.getRequestHeaders().getFirst("Authorization");
      if (!authorization.isEmpty() && !authorization.equals(given)) {
        throw new Refusal(401, "UNAUTHENTICATED", "You are not authenticated.");
      }
      answer =
          answer(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath(), exchange);
    } catch (Refusal e) {
      status = e.status;
      answer = JSON.createObjectNode().put("error_code", e.code).put("message", e.getMessage());
      if (status != 404) {
        refused.add(e.getMessage());
      }
    }
    byte[] bytes = JSON.writeValueAsBytes(answer);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private JsonNode answer(String what, HttpExchange exchange) throws IOException {
    String api = "/api/2.0/mlflow/";
    if (what.startsWith("GET ")) {
      Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
      return switch (what.replace("GET " + api, "")) {
        case "experiments/get-by-name" -> experiment(query);
        case "metrics/get-history" -> history(query);
        default -> throw new Refusal(404, "ENDPOINT_NOT_FOUND", what);
      };
    }
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    check(bytes.length <= 1_000_000, "the request has %d bytes".formatted(bytes.length));
    check(
        "application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type")),
        "no content type");
    JsonNode body = JSON.readTree(bytes);
    return switch (what.replace("POST " + api, "")) {
      case "experiments/create" -> createExperiment(body);
      case "runs/search" -> search(body);
      case "runs/create" -> createRun(body);
      case "runs/log-batch" -> log(body);
      case "runs/update" -> update(body);
      default -> throw new Refusal(404, "ENDPOINT_NOT_FOUND", what);
    };
  }

  private static void check(boolean isSo, String otherwise) {
    if (!isSo) {
      throw new Refusal(400, "INVALID_PARAMETER_VALUE", otherwise);
    }
  }

  private static void fields(JsonNode body, Set<String> allowed, String... required) {
    Set<String> names = new TreeSet<>();
    body.fieldNames().forEachRemaining(names::add);
    check(allowed.containsAll(names), "unknown fields in " + names);
    check(names.containsAll(List.of(required)), "missing fields in " + names);
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new HashMap<>();
    for (String part : raw.split("&", -1)) {
      String[] both = part.split("=", 2);
      query.put(both[0], URLDecoder.decode(both[1], StandardCharsets.UTF_8));
    }
    return query;
  }

  private JsonNode experiment(Map<String, String> query) {
    String id = experiments.get(query.get("experiment_name"));
    if (id == null) {
      throw new Refusal(404, "RESOURCE_DOES_NOT_EXIST", "no such experiment");
    }
    ObjectNode answer = JSON.createObjectNode();
    answer
        .putObject("experiment")
        .put("experiment_id", id)
        .put("name", query.get("experiment_name"))
        .put("lifecycle_stage", query.get("experiment_name").equals("gone") ? "deleted" : "active");
    return answer;
  }

  private JsonNode createExperiment(JsonNode body) {
    fields(body, Set.of("name", "artifact_location", "tags"), "name");
    String id = Integer.toString(experiments.size() + 1);
    check(experiments.putIfAbsent(body.get("name").textValue(), id) == null, "exists");
    return JSON.createObjectNode().put("experiment_id", id);
  }

  private JsonNode search(JsonNode body) {
    fields(
        body,
        Set.of("experiment_ids", "filter", "run_view_type", "max_results", "page_token"),
        "experiment_ids");
    Matcher filter = FILTER.matcher(body.get("filter").textValue());
    check(filter.matches(), "filter");
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode found = answer.putArray("runs");
    runs.values().stream()
        .filter(run -> body.get("experiment_ids").get(0).textValue().equals(run.experiment))
        .filter(run -> filter.group(2).equals(run.tags.get(filter.group(1))))
        .forEach(run -> found.add(json(run)));
    return answer;
  }

  private JsonNode createRun(JsonNode body) {
    fields(
        body,
        Set.of("experiment_id", "run_name", "start_time", "tags", "user_id"),
        "experiment_id");
    check(experiments.containsValue(body.get("experiment_id").textValue()), "no experiment");
    StubRun run = new StubRun("r" + runs.size(), body.get("experiment_id").textValue());
    run.name = body.get("run_name").textValue();
    run.startTime = body.get("start_time").longValue();
    for (JsonNode tag : body.get("tags")) {
      fields(tag, Set.of("key", "value"), "key", "value");
      run.tags.put(tag.get("key").textValue(), tag.get("value").textValue());
    }
    runs.put(run.id, run);
    ObjectNode answer = JSON.createObjectNode();
    answer.set("run", json(run));
    return answer;
  }

  private StubRun run(JsonNode body) {
    check(runs.containsKey(body.path("run_id").asText()), "no run");
    return runs.get(body.get("run_id").textValue());
  }

  private JsonNode log(JsonNode body) {
    fields(body, Set.of("run_id", "metrics", "params", "tags"), "run_id");
    StubRun run = run(body);
    check(body.path("metrics").size() <= 1_000, "too many metrics");
    check(body.path("params").size() <= 100, "too many params");
    Set<String> keys = new TreeSet<>();
    for (JsonNode param : body.path("params")) {
      fields(param, Set.of("key", "value"), "key", "value");
      String key = key(param);
      check(keys.add(key), "duplicate key " + key);
      String value = param.get("value").textValue();
      check(value.length() <= 500, "value of " + key);
      String before = run.params.putIfAbsent(key, value);
      check(before == null || before.equals(value), "changing param values is not allowed");
    }
    for (JsonNode metric : body.path("metrics")) {
      fields(metric, Set.of("key", "value", "timestamp", "step"), "key", "value", "timestamp");
      check(metric.get("value").isNumber(), "value");
      check(metric.get("timestamp").longValue() >= 0, "timestamp");
      check(metric.get("step").isIntegralNumber(), "step");
      run.points.computeIfAbsent(key(metric), key -> new ArrayList<>()).add(metric);
    }
    return JSON.createObjectNode();
  }

  private static String key(JsonNode entry) {
    String key = entry.get("key").textValue();
    check(key.matches("[/\\w.\\- ]{1,250}") && !key.matches("/.*|.*//.*|\\.\\..*"), "key " + key);
    return key;
  }

  private JsonNode history(Map<String, String> query) {
    check(runs.containsKey(query.get("run_id")), "no run");
    List<JsonNode> all = runs.get(query.get("run_id")).points.get(query.get("metric_key"));
    int from = query.containsKey("page_token") ? Integer.parseInt(query.get("page_token")) : 0;
    int end = Math.min(all.size(), from + POINTS_OF_A_PAGE);
    ObjectNode answer = JSON.createObjectNode();
    answer.putArray("metrics").addAll(all.subList(from, end));
    return end < all.size() ? answer.put("next_page_token", Integer.toString(end)) : answer;
  }

  private JsonNode update(JsonNode body) {
    fields(body, Set.of("run_id", "status", "end_time", "run_name"), "run_id");
    StubRun run = run(body);
    check(body.get("status").textValue().matches("RUNNING|FINISHED"), "status");
    run.status = body.get("status").textValue();
    run.endTime = body.path("end_time").asLong();
    return JSON.createObjectNode();
  }

  private static JsonNode json(StubRun run) {
    ObjectNode json = JSON.createObjectNode();
    json.putObject("info").put("run_id", run.id).put("experiment_id", run.experiment);
    ObjectNode data = json.putObject("data");
    ArrayNode params = data.putArray("params");
    run.params.forEach((key, value) -> params.addObject().put("key", key).put("value", value));
    ArrayNode metrics = data.putArray("metrics");
    run.points.forEach((key, all) -> metrics.add(all.get(all.size() - 1)));
    return json;
  }
}
